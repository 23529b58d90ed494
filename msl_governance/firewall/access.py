"""The rule above each view. A view that states none fails ``check`` and answers 403."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import policy

# ``OWN`` is one's own sign-in (sessions, second factors): such a page runs as core, which alone keeps those.
ANYBODY, SIGNED_IN, OWN = "anybody", "signed_in", "own"


@dataclass(frozen=True)
class Rule:
    """What a view demands: a record and an action of the policy table, or one of the three words above."""

    record: str
    action: str = policy.READ
    writes: bool = False
    leads_on: bool = False
    steps: tuple[str, ...] = ()

    def allows(self, person) -> bool:
        """Whether this person's role may use the view at all."""
        if self.record == ANYBODY:
            return True
        if not getattr(person, "is_active", False):
            return False
        return self.record in (SIGNED_IN, OWN) or policy.allows(person.role, self.record, self.action)

    def is_across(self, person) -> bool:
        """Whether nobody on this person's side may use the view: then it does not exist for them."""
        return self.record not in (ANYBODY, SIGNED_IN, OWN) and person.side not in policy.sides_of(
            self.record
        )


def access(
    record: str,
    action: str = policy.READ,
    *,
    writes: bool | None = None,
    leads_on: bool = False,
    steps: Iterable[str] = (),
):
    """State who may use a view: ``@access("call_report", WRITE)``.

    ``writes`` says whether a request by POST may change anything; false keeps even a POST in a READ ONLY
    transaction (live screening). ``leads_on`` says that the view shows nothing itself: it sends to the page of
    one's own side, and the proof takes that for its answer. ``steps`` are the words that the address takes for
    ``name``; the proof wants each of them answered. Unknown records raise at import time.
    """
    if record not in policy.RECORDS and record not in (ANYBODY, SIGNED_IN, OWN):
        raise ValueError(f"“{record}” is not in the policy table.")
    if action not in (policy.READ, policy.WRITE, policy.ACT):
        raise ValueError(f"“{action}” is not an action of the policy table.")

    def decorate(view):
        view.access_rule = Rule(record, action, True if writes is None else writes, leads_on, tuple(steps))
        return view

    return decorate


def rule_of(view) -> Rule | None:
    """The rule of a view function or class-based view, or None."""
    found = getattr(view, "access_rule", None)
    return found or getattr(getattr(view, "view_class", None), "access_rule", None)
