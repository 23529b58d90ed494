"""Second factors: enrol, use, remove. Everything here runs as core."""
