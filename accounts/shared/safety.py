"""By when drug safety must have what a field person heard."""

from datetime import timedelta

# From first awareness, through every day (ICH E2D, and the companies' own rule). The sentences of the forms say the same.
REPORT_WITHIN = timedelta(hours=24)
