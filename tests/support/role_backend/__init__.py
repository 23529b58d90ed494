"""A database backend for tests: sides by SET LOCAL ROLE inside the test transaction. Never shipped."""
