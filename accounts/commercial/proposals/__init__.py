"""What commercial proposes to change in the shared directory, and what came of it."""
