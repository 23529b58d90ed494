"""Notices in the app and the outbox of mail, a table per side."""
