"""Commercial only: prescribing data and rep objectives. Medical never reads any of it."""
