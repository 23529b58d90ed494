"""The administrator’s room: people, territories, alignment. No business content reaches it."""
