"""Co-travel notes: what a manager who came along tells the MSL about how an exchange was led."""
