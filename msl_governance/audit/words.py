"""Ledger and refusals in words that a reviewer reads. The code words stay beside them, as small print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.firewall import policy
from msl_governance.firewall.access import Rule, rule_of
from msl_governance.firewall.doors import CROSSINGS, Crossing
from msl_governance.firewall.models import Refusal
from msl_governance.firewall.screening import RULE_BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

Kind = Refusal.Kind
KIND_SENTENCES: dict[str, StrOrPromise] = {
    Kind.WALL: gettext_lazy(
        "Somebody asked for a page of the other side. They were told that there is none."
    ),
    Kind.POLICY: gettext_lazy("Somebody asked for a page of their own side that is not for their role."),
    Kind.SCREENING: gettext_lazy("A text held words that may not cross. Nothing of it was sent."),
    Kind.TYPING: gettext_lazy(
        "While typing, somebody was shown that their words may not cross. The text is as it was at that moment."
    ),
    Kind.DOOR: gettext_lazy("A door did not open. Nothing crossed."),
    Kind.GRANT: gettext_lazy("A permission was to be given to somebody of the other side. It was not given."),
    Kind.DATABASE: gettext_lazy(
        "The database refused what the application asked. The page was answered as missing."
    ),
}
SCREENED = (Kind.SCREENING, Kind.TYPING)
ACTIONS: dict[str, StrOrPromise] = {
    policy.READ: gettext_lazy("to read"),
    policy.WRITE: gettext_lazy("to write"),
    policy.ACT: gettext_lazy("to act"),
}
PLACES: dict[str, StrOrPromise] = {
    "inquiry": gettext_lazy("The question of a scientific inquiry"),
    "directory": gettext_lazy("A fact proposed for the directory"),
    "interest": gettext_lazy("The sentence of a general interest"),
    "agenda": gettext_lazy("An item for the committee’s agenda"),
    "insight": gettext_lazy("An insight"),
    "brief": gettext_lazy("A brief"),
    "programme": gettext_lazy("The programme of an event"),
}
FINDINGS: dict[str, StrOrPromise] = {
    "prescribing": gettext_lazy("Prescribing figures"),
    "target": gettext_lazy("Targets and segments"),
    "promotion": gettext_lazy("Promotion"),
    "direction": gettext_lazy("Directing medical"),
    "intent": gettext_lazy("Intent to prescribe"),
    "agenda": gettext_lazy("Not for the agenda"),
    "adverse_event": gettext_lazy("Adverse event"),
    "personal_data": gettext_lazy("Personal data of a patient"),
}
SQL_STATES: dict[str, StrOrPromise] = {
    "42501": gettext_lazy("This login has no privilege for it, or the record is locked."),
    "42P01": gettext_lazy("There is no such table for this login."),
}


@dataclass(frozen=True)
class Fact:
    """Words for a reviewer, and the code word that they stand for; ``code`` is empty where there is none."""

    label: str
    value: str = ""
    code: str = ""


def payload(crossing: str, values: dict[str, Any]) -> list[Fact]:
    """What crossed, in the order of the door's declaration, each field by the name it has on the far side."""
    known = CROSSINGS.get(crossing)
    fields = _fields(known) if known else {}
    order = [*(name for name in (known.fields if known else ()) if name in values), *values]
    return [_field(fields.get(name), name, values[name]) for name in dict.fromkeys(order)]


def _fields(crossing: Crossing) -> dict[str, models.Field]:
    return {field.column: field for field in apps.get_model(crossing.target)._meta.concrete_fields}


def _field(field: models.Field | None, name: str, value: Any) -> Fact:
    if field is None:
        return Fact(name, _shown(value))
    label = capfirst(str(field.verbose_name))
    if isinstance(field, models.ForeignKey):
        target = cast("type[models.Model]", field.related_model)
        found = target._default_manager.filter(pk=value).first()
        return Fact(label, str(found) if found else _("Not in the directory any more"), f"{name} {value}")
    chosen = dict(field.flatchoices).get(value) if field.flatchoices else None
    return Fact(label, str(chosen) if chosen else _shown(value), f"{name} {value}" if chosen else name)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _("Not given") if value in (None, "") else str(value)


def place(refusal: Refusal) -> Fact:
    """Where it was refused."""
    return Fact(_place(refusal) or refusal.place, code=refusal.place)


def _place(refusal: Refusal) -> str:
    if refusal.kind in SCREENED:
        return str(PLACES.get(refusal.place, ""))
    if refusal.kind == Kind.DOOR:
        return next((str(c.title) for c in CROSSINGS.values() if c.function == refusal.place), "")
    if refusal.kind == Kind.GRANT:
        container = _container(refusal.place)
        return capfirst(str(container._meta.verbose_name)) if container else ""
    return _page(refusal.place)


def _container(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _page(view_name: str) -> str:
    rule = _rules().get(view_name)
    if rule is None or rule.record not in policy.RECORDS:
        return ""
    return f"{str(policy.RECORDS[rule.record]).rstrip('.')} ({ACTIONS[rule.action]})"


@cache
def _rules() -> dict[str, Rule | None]:
    return {name: rule_of(pattern.callback) for name, pattern in _named(get_resolver())}


def _named(resolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern


def found(refusal: Refusal) -> str:
    """What the screening found, by kind and each once; empty for other refusals."""
    if refusal.kind not in SCREENED:
        return ""
    kinds = dict.fromkeys(one.get("kind", "") for one in refusal.detail if isinstance(one, dict))
    return ", ".join(str(FINDINGS.get(kind, kind)) for kind in kinds)


def reasons(refusal: Refusal) -> list[Fact]:
    """Why it was refused: each rule, or what the door or the database said."""
    if refusal.kind == Kind.DOOR and not refusal.detail:
        return [Fact(_("The person’s role does not open this door."))]
    return [_reason(refusal, one) for one in refusal.detail]


def _reason(refusal: Refusal, one: Any) -> Fact:
    if isinstance(one, dict):
        rule = RULE_BY_ID.get(one.get("rule", ""))
        kind = str(FINDINGS.get(one.get("kind", ""), one.get("kind", "")))
        return Fact(kind, str(rule.explanation) if rule else "", str(one.get("rule", "")))
    code = str(one)
    if refusal.kind == Kind.DATABASE:
        return Fact(str(SQL_STATES.get(code, _("The database refused it."))), code=code)
    if refusal.kind == Kind.GRANT:
        container = _container(refusal.place)
        return Fact(dict(container._meta.permissions if container else ()).get(code, code), code=code)
    if refusal.kind == Kind.DOOR:
        return Fact(_door_said(code), code=code)
    return Fact(code)


def _door_said(code: str) -> str:
    if code == "attestation":
        return _("The person’s yearly firewall training had lapsed.")
    try:
        UUID(code)
    except ValueError:
        return code
    return _("The record had crossed already, or was not ready to cross.")
