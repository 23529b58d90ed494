"""What may stand in a field of the directory that somebody proposes: a fact in its own form, and no message."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from msl_governance.firewall import refusals
from msl_governance.firewall.screening import as_refusal, is_stopped, screen, seen

PLACE = "directory"

NAME = re.compile(r"[^\W\d_][^\d_<>@:;=/\\|#%$&*+?!\"]{0,99}")
TITLES = re.compile(r"[A-Za-z][A-Za-z .,()/-]{0,59}")
PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{3,26}((ext|x)\.? ?[0-9]{1,6})?")
NO_NAME = _("Write the name and nothing else: no figures, no signs.")
NO_TITLES = _("Write the letters behind the name, such as MD, PhD.")
NO_PHONE = _("Write the phone number in digits, such as +1 555 0142 or 555 0142 ext. 7. No words.")
NO_WORDS = _("The directory is read by both sides. Write the fact alone and leave all else out.")
NO_UNSEEN = _("Some of its characters cannot be seen. Type it by hand instead of pasting it.")
NOTHING = _("Nothing is changed yet. Correct what is wrong, then send it.")
NAMES = ("first_name", "last_name", "city", "role")


def complaint(name: str, value) -> str:
    """What is wrong with a value of the directory's field ``name``; empty where nothing is."""
    if not value or not isinstance(value, str):
        return ""
    if seen(value) != value:
        return str(NO_UNSEEN)
    if name in NAMES and not NAME.fullmatch(value):
        return str(NO_NAME)
    if name == "credentials" and not TITLES.fullmatch(value):
        return str(NO_TITLES)
    if name == "phone" and not PHONE.fullmatch(value):
        return str(NO_PHONE)
    return str(NO_WORDS) if is_stopped(_found(value)) else ""


def note_stop(value: str) -> None:
    """Leave a row for compliance where the screening holds a value: nobody tries wordings out without a trace."""
    if is_stopped(found := _found(value)):
        refusals.note("screening", PLACE, detail=as_refusal(found), text=value)


def _found(value: str) -> list:
    words = re.sub(r"[^0-9a-z]+", " ", value.lower())
    return screen(words, "inquiry", prose=False)
