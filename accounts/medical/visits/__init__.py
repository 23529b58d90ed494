"""Planned visits: when an MSL means to see an HCP, until a report tells of it."""
