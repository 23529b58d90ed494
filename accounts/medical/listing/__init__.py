"""Medical's words on the shared account list: clinical influence, key opinion leaders."""
