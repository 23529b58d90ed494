"""Commercial's words on the shared account list: importance A, B, C."""
