"""How the ledger names a hand-off or an account, and reads what a reviewer types of one. No record is read."""

from __future__ import annotations

import re
from uuid import UUID

SHOWN = 8
_WHOLE = 32
_TYPED = re.compile(r"[0-9a-f]{4,32}")


def reference(key: UUID | None) -> str:
    """The short word for a hand-off or an account, as a reviewer reads and copies it; empty for none."""
    return key.hex[:SHOWN].upper() if key else ""


def references_like(typed: str) -> tuple[UUID, UUID] | None:
    """The first and the last id that begin as was typed, short or whole; None for what is no reference."""
    digits = typed.strip().lower().replace("-", "")
    if not _TYPED.fullmatch(digits):
        return None
    return UUID(digits.ljust(_WHOLE, "0")), UUID(digits.ljust(_WHOLE, "f"))
