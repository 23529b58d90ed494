"""The Medical-Commercial Interface Committee. Comes with its own issue."""
