"""The promotional library: what may be detailed, and until when."""
