"""Care of the shared directory: what a steward decides about it, and by which doors it gets there."""
