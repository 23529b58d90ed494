"""Prescribing counts as bought, and the deciles worked out from them. Commercial's alone."""
