"""HCPs, organisations, affiliations, topics and holidays: both sides read, the steward changes."""
