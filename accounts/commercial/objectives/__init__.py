"""Detailing aims of representatives, worded by approved content."""
