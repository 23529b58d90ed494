"""Door 4: medical education events. Comes with its own issue."""
