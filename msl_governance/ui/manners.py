"""Dates and times as a person's country writes them. Pages spell them day first and with 24 hours, as the product's own
English does; where the active language's country writes the month first and counts twelve hours, they follow.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MONTH_FIRST = frozenset({"en-us", "en-ca"})
# What is read in a pattern of Django's, and what is written instead; in this order.
TURNED = (
    (r"\bj ([MF]) Y\b", r"\1 j, Y"),
    (r"\bj ([MF])\b", r"\1 j"),
    (r"\b([Dl]) (?=[MF] j)", r"\1, "),
    (r"\bH:i:s\b", "g:i:s A"),
    (r"\bH:i\b", "g:i A"),
)


def manner(pattern: str) -> str:
    """The pattern as the active language's country writes it. Names of formats (``DATE_FORMAT``) stay as they are."""
    if (get_language() or "") not in MONTH_FIRST:
        return pattern
    for read, written in TURNED:
        pattern = re.sub(read, written, pattern)
    return pattern


def spelled(value: Any, pattern: str) -> str:
    """A day or a moment in words, for text that is put together in Python; moments in the zone they are given in."""
    return date_format(value, manner(pattern))


def greeting(person: Any) -> str:
    """“Good morning, Tom”, by the person's own clock."""
    name = {"name": person.full_name.split()[0]}
    hour = timezone.localtime().hour
    if hour < 12:
        return _("Good morning, %(name)s") % name
    return _("Good afternoon, %(name)s") % name if hour < 18 else _("Good evening, %(name)s") % name
