"""Adverse events and product complaints heard in an exchange: each a record with a clock of its own."""
