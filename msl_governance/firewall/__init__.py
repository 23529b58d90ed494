"""The wall. This package imports no app; every app imports it."""
