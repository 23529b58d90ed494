"""Threshold: medical and commercial work on the same doctors without contaminating each other."""
