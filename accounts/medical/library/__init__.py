"""The approved scientific library: what may be shown or left with an HCP, with its version."""
