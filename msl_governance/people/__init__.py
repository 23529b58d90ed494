"""People: the login user, roles, territories per side, reporting lines, sign-in."""
