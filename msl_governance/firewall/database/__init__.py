"""The database as a wall: one login per side, swapped when a side is entered, never inside a transaction.

This package is also Django's database backend (``ENGINE = "msl_governance.firewall.database"``), so what
needs Django's models is imported late.
"""

from .identity import (
    NotAllowedHere,
    SideNotHeld,
    acting_as,
    acting_for,
    as_login,
    aside,
    current_login,
    current_person_id,
    on_commit,
    signing_in,
)

__all__ = [
    "NotAllowedHere",
    "SideNotHeld",
    "acting_as",
    "acting_for",
    "as_login",
    "aside",
    "current_login",
    "current_person_id",
    "on_commit",
    "signing_in",
]
