"""Commercial only: inquiries as the representative entered them, their standing, released interests."""
