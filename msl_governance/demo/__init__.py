"""Personas and a story told through the same services as the screens."""
