"""The shared account list, read alike by both sides."""
