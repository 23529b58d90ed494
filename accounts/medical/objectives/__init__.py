"""Medical's own aims with an account. Commercial can neither set one nor learn that it exists."""
