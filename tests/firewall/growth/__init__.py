"""An app as a later issue might bring it: every kind of field, a door, pages. Installed by its own settings alone."""
