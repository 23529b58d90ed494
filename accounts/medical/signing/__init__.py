"""Signatures on call reports, and the numbered amendments after them."""
