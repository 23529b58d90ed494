"""Commercial only: promotional library, objectives, detail calls, prescribing. Medical never reads any of it."""
