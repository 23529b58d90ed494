"""Bulk import of people and territories: what a preview shows is what applying it does, since both run the same code.

Each row goes through the services that the pages use, in a savepoint of its own; a row they refuse is left out with its
line and reason, and the rest is one transaction. An empty cell leaves what is there.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.firewall.sides import Role, Side

from ..models import Person
from . import csv_files, selectors, services

YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}


@dataclass(frozen=True)
class Line:
    """What becomes of one row: ``what`` is created, changed, unchanged or refused."""

    line: int
    key: str
    what: str
    differences: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


@dataclass
class Outcome:
    """What became of a file."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, what: str) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.what == what]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of each kind."""
        return {what: len(self.of(what)) for what in ("created", "changed", "unchanged", "refused")}

    @property
    def fingerprint(self) -> str:
        """The same for the same effect: what was seen in the preview is what is applied."""
        return sha256(repr(self.lines).encode()).hexdigest()

    def as_json(self) -> dict:
        """The object that ``--json`` prints, in the shape of the other imports."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "kind": self.kind,
            "read": len(self.lines),
            "created": len(self.of("created")),
            "changed": len(self.of("changed")),
            "unchanged": len(self.of("unchanged")),
            "refused": [{"line": line.line, "reason": line.reason} for line in self.of("refused")],
            "seconds": round(self.seconds, 3),
            "peak_mib": round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1),
        }


class Refused(Exception):
    """One row is not taken. The message is the reason."""


def import_people(text: str, *, by, keep: bool) -> Outcome:
    """Bring a file of people in, or with ``keep`` false only show what would be. Raises ``WrongFile``."""
    found = csv_files.rows(text, csv_files.PEOPLE)
    return _run("people", _managers_first(found), lambda values: _person(by, values), "username", keep)


def import_territories(text: str, *, by, keep: bool) -> Outcome:
    """Bring a file of territories in, or with ``keep`` false only show what would be. Raises ``WrongFile``."""
    found = csv_files.rows(text, csv_files.TERRITORIES)
    return _run("territories", found, lambda values: _territory(by, values), "name", keep)


def _run(kind: str, found: list, one: Callable, key: str, keep: bool) -> Outcome:
    started, outcome, seen = time.monotonic(), Outcome(kind), set()
    with transaction.atomic():
        for line, values in found:
            named = (values.get("side", "").lower(), values[key].lower())
            try:
                if named in seen:
                    raise Refused(_("it is in the file twice"))
                with transaction.atomic():
                    what, differences = one(values)
                outcome.lines.append(Line(line, values[key], what, tuple(differences)))
            except (Refused, ValidationError) as error:
                outcome.lines.append(Line(line, values[key], "refused", reason=_reason(error)))
            seen.add(named)
        transaction.set_rollback(not keep)
    outcome.lines.sort(key=lambda one: one.line)
    outcome.seconds = time.monotonic() - started
    return outcome


def _reason(error) -> str:
    if isinstance(error, Refused):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "; ".join(
        f"{LABELS.get(name, name.replace('_', ' '))}: {' '.join(said)}"
        for name, said in error.message_dict.items()
    )


def _managers_first(found: list) -> list:
    """The rows so that whoever leads others in the file comes before them; a circle begins with one of its own.

    Each row is looked at once: the largest file there may be takes no longer than its reading.
    """
    by_name = {values["username"]: (line, values) for line, values in reversed(found)}
    out, placed = [], set()
    for line, values in found:
        above: list = []
        one: tuple | None = (line, values)
        while one is not None and one[0] not in placed:
            placed.add(one[0])
            above.append(one)
            one = by_name.get(one[1].get("reports_to", ""))
        out += reversed(above)
    return out


def _person(by, values: dict) -> tuple[str, list]:
    role, facts = _role(values["role"]), _facts(values)
    known = Person.objects.filter(username=values["username"]).select_related("manager").first()
    if known is None:
        services.create_person(by=by, username=values["username"], role=role, **facts)
        return "created", [
            (_label(name), "", _shown(value)) for name, value in [("role", role), *facts.items()]
        ]
    differences = [
        (_label(name), _shown(getattr(known, name)), _shown(value))
        for name, value in [("role", role), *facts.items()]
        if getattr(known, name) != value
    ]
    if role != known.role:
        services.change_role(by=by, person=known, role=role, **facts)
    elif differences:
        services.change_person(by=by, person=known, **facts)
    return "changed" if differences else "unchanged", differences


def _role(text: str) -> str:
    by_name = {str(role.label).lower(): role.value for role in Role} | {
        role.value: role.value for role in Role
    }
    if text.lower() not in by_name:
        raise Refused(_("there is no role “%(role)s”") % {"role": text})
    return by_name[text.lower()]


def _facts(values: dict) -> dict:
    """What the row says about the person; an empty cell says nothing."""
    facts: dict = {name: text for name, text in values.items() if text and name in services.FACTS}
    if "attested_on" in facts:
        try:
            facts["attested_on"] = parse_date(facts["attested_on"])
        except ValueError:
            facts["attested_on"] = None
        if facts["attested_on"] is None:
            raise Refused(_("attested on: write the date as 2026-03-31"))
    if values.get("reports_to"):
        facts["manager"] = Person.objects.filter(username=values["reports_to"]).first()
        if facts["manager"] is None:
            raise Refused(
                _("reports to: nobody has the user name “%(name)s”") % {"name": values["reports_to"]}
            )
    return facts


LABELS = {
    "parent": gettext_lazy("lies in"),
    "regions": gettext_lazy("states"),
    "alone": gettext_lazy("one person"),
}


def _label(name: str) -> str:
    """The field's own name, as people read it."""
    return str(LABELS.get(name) or cast("models.Field", Person._meta.get_field(name)).verbose_name)


def _shown(value) -> str:
    return "" if value is None else str(getattr(value, "full_name", value))


def _territory(by, values: dict) -> tuple[str, list]:
    side = _side(values["side"])
    model = selectors.TERRITORIES[side]
    facts = _territory_facts(model, values)
    known = model.objects.filter(name__iexact=values["name"]).select_related("parent").first()
    if known is None:
        services.create_territory(by=by, side=side, name=values["name"], **facts)
        return "created", [(_label(name), "", _listed(value)) for name, value in facts.items()]
    differences = [
        (_label(name), _listed(getattr(known, name)), _listed(value))
        for name, value in facts.items()
        if getattr(known, name) != value
    ]
    if differences:
        services.change_territory(by=by, side=side, territory=known, **facts)
    return "changed" if differences else "unchanged", differences


def _side(text: str) -> Side:
    for side in selectors.TERRITORIES:
        if text.lower() == side.login:
            return side
    raise Refused(_("side: write medical or commercial"))


def _territory_facts(model, values: dict) -> dict:
    facts: dict = {}
    if values.get("parent"):
        facts["parent"] = model.objects.filter(name__iexact=values["parent"]).first()
        if facts["parent"] is None:
            raise Refused(
                _("parent: there is no territory “%(name)s” on this side") % {"name": values["parent"]}
            )
    if values.get("states"):
        facts["regions"] = list(
            dict.fromkeys(values["states"].upper().replace(",", " ").replace(";", " ").split())
        )
    if values.get("one_person"):
        word = values["one_person"].lower()
        if word not in YES | NO:
            raise Refused(_("one person: write yes or no"))
        facts["alone"] = word in YES
    return facts


def _listed(value) -> str:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
