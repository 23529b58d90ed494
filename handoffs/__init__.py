"""Door 2: the scientific hand-off, in five recorded steps."""
