"""Benchmarks: ratios within one run on the embedded servers. ``make bench``."""
