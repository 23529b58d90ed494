"""A proposal before a side keeps it: what it is about and what it says, and whether that can be proposed at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Affiliation, Hcp, Organisation
from . import rules
from .shapes import Kind

PERSON = ("first_name", "last_name", "credentials", "specialty", "city", "region", "phone", "email")
PLACE = ("name", "kind", "city", "region")
UNKNOWN = _("This cannot be proposed. Begin again from the account.")
# What may be said by a kind of proposal, and what it is about.
ABOUT_PERSON = (Kind.CORRECT, Kind.JOINED, Kind.LEFT, Kind.DUPLICATE)
ABOUT_PLACE = (Kind.CORRECT, Kind.DUPLICATE)
ABOUT_NONE = (Kind.PERSON, Kind.PLACE)
WITH_OTHER = (Kind.JOINED, Kind.DUPLICATE)


@dataclass(frozen=True)
class Draft:
    """What somebody proposes. ``values`` are fields of the directory."""

    kind: str
    source: str
    account: Hcp | Organisation | None = None
    other: Hcp | Organisation | None = None
    affiliation: Affiliation | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a side's proposal. Raises ``ValidationError`` for what no form of ours sends."""
        self._check()
        about = {
            f"{prefix}{_kind(one)}": one
            for prefix, one in (("", self.account), ("other_", self.other))
            if one
        }
        values = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.values.items()
        }
        return {
            "kind": self.kind,
            "source": self.source,
            "affiliation": self.affiliation,
            "values": values,
            **about,
        }

    def _check(self) -> None:
        known = kinds_about(self.account)
        wants_other = self.kind in WITH_OTHER
        fits = self.kind in known and wants_other == (self.other is not None) and self._pairs()
        if not fits or set(self.values) - set(fields_of(self.kind, self.account)):
            raise ValidationError(UNKNOWN)
        if found := {
            name: why for name, value in self.values.items() if (why := rules.complaint(name, value))
        }:
            raise ValidationError(found)

    def _pairs(self) -> bool:
        """Whether what it is about goes with the other: a duplicate of its own kind, a place at an organisation."""
        if self.kind == Kind.DUPLICATE:
            return type(self.account) is type(self.other) and self.account != self.other
        if self.kind == Kind.LEFT:
            return self.affiliation is not None and self.affiliation.hcp_id == getattr(
                self.account, "pk", None
            )
        return self.other is None or isinstance(self.other, Organisation)


def kinds_about(account: Hcp | Organisation | None) -> tuple[Kind, ...]:
    """What can be proposed about an account, or about none."""
    if account is None:
        return ABOUT_NONE
    return ABOUT_PERSON if isinstance(account, Hcp) else ABOUT_PLACE


def fields_of(kind: str, account: Hcp | Organisation | None) -> tuple[str, ...]:
    """The directory's fields that a kind of proposal may name."""
    facts = PERSON if isinstance(account, Hcp) else PLACE
    known: dict[str, tuple[str, ...]] = {
        Kind.CORRECT: facts,
        Kind.JOINED: ("role", "seat", "since"),
        Kind.LEFT: ("until",),
        Kind.PERSON: PERSON,
        Kind.PLACE: PLACE,
    }
    return known.get(kind, ())


def _kind(account: Hcp | Organisation) -> str:
    return "hcp" if isinstance(account, Hcp) else "organisation"
