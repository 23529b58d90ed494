"""Door 1: the shared account list, and what each side keeps about an account on its own."""
