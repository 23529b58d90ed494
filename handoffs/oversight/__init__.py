"""Compliance's half of door 2: hand-offs that were escalated."""
