"""What medical proposes to change in the shared directory, and what came of it."""
