"""Planted leaks, one per kind of pitfall. Reached only through the tests’ own URL configuration."""
