"""Reads of what left the product as a file. Oversight alone reads both sides'."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.commercial.models import CallExport
from accounts.medical.models import ReportExport
from msl_governance.people.models import AnyColleague
from msl_governance.ui.pagination import Page

ORDER = ("-exported_at", "-pk")
TABLES: dict[str, Any] = {"medical": ReportExport, "commercial": CallExport}


def exports(person, side: str) -> QuerySet[Any]:
    """Exports by people of ``medical`` or ``commercial``, unordered."""
    return TABLES[side].objects.visible_to(person)


def named(page: Page) -> Page:
    """The page's exports, each with ``who`` took the rows out; None for somebody whom no directory has any more."""
    people = AnyColleague.objects.in_bulk({row.person_id for row in page})
    for row in page:
        row.who = people.get(row.person_id)
    return page
