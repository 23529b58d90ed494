"""What an inquiry has to hold before it may be sent, and what its phone number may hold. No record is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from handoffs.protocol import Day, Part
from msl_governance.firewall.screening import is_stopped, screen, seen

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Where the question is screened (``firewall.screening``).
PLACE: Final = "inquiry"
# The text that an HCP signs. A new wording is a new version: the version is kept with the signature.
DISCLAIMER_VERSION = "2026-11"
DISCLAIMER = _(
    "I asked this question of my own accord. I know that the answer may concern a use that is not approved, "
    "and that Medical may contact me about it."
)
# A number and an extension, no words: the box for a phone number is not a box for notes.
PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{3,30}((ext|x)\.? ?[0-9]{1,6})?")

SENTENCES: dict[str, StrOrPromise] = {
    "hcp": _("Choose the healthcare professional who asked."),
    "contact_phone": _("Give a phone number or an e-mail address, so that Medical can reach the doctor."),
    "kind": _("Choose the kind of question."),
    "verbatim": _("Write down the question in the doctor’s words."),
    "adverse_event": _("Say whether an adverse event or a product complaint was mentioned."),
    "unprompted": _(
        "Only a question that was raised unprompted may cross. Confirm it, or keep this as a draft."
    ),
    "acknowledged": _("Confirm that you gave no answer and offered a scientific follow-up."),
    "acknowledged_at": _("Say when the doctor asked you."),
    "preferred_day": _("Choose the best day, or “Any day”."),
    "preferred_part": _("Choose the best time, or “Any time”."),
}
# A question that is older is asked again rather than passed on.
HEARD_WITHIN = timedelta(days=30)
LEAST_WORDS, MOST_CHARACTERS = 3, 2000
# Of a draft far more is kept than may cross: nothing that was typed is lost.
MOST_KEPT = 20_000
SHORT_SENTENCE = _("Write the whole question as the doctor asked it, in at least three words.")
LONG_SENTENCE = _("This has {n} characters, and at most 2,000 may cross. Shorten it; nothing was cut off.")
FUTURE_SENTENCE = _("This lies ahead. Say when the doctor asked you.")
OLD_SENTENCE = _(
    "This is more than 30 days ago. Correct it, or ask the doctor whether the question still stands."
)
# E.164 has 15 digits; six more for an extension.
MOST_DIGITS = 21
LONGEST_EMAIL = 100
EMAIL_SENTENCE = _("Write the doctor’s e-mail address and nothing else in it.")
PHONE_SENTENCE = _("Write the phone number in digits, such as +1 555 0142 or 555 0142 ext. 7. No words.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a representative entered: exactly the fields of the form. There is none for notes or volumes."""

    hcp_id: UUID | None = None
    contact_phone: str = ""
    contact_email: str = ""
    preferred_day: str = Day.ANY
    preferred_part: str = Part.ANY
    kind: str = ""
    verbatim: str = ""
    unprompted: bool = False
    adverse_event: bool | None = None
    acknowledged: bool = False
    acknowledged_at: datetime | None = None
    signature_name: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing worth keeping was entered yet."""
        return replace(self, contact_phone="", contact_email="", acknowledged_at=None) == Entry()


def aware_at(written_at: datetime, heard_at: datetime | None) -> datetime:
    """When the representative became aware of what was said: when they heard it, at the latest when they wrote it."""
    return min(written_at, heard_at or written_at)


def phone_is_plain(phone: str) -> bool:
    """Whether a phone number holds a number and nothing else; an empty one does."""
    digits = re.sub(r"\D", "", phone)
    return not phone or (PHONE.fullmatch(phone) is not None and len(digits) <= MOST_DIGITS)


# In an address words are run together: numbers are cut off, and so are words that name a prescriber's worth.
RUN_TOGETHER = re.compile(
    r"([0-9]+|prescrib(?:ers?|es?|ing)|deciles?|scripts?|writers?|samples?|quotas?)|[^0-9a-z]+"
)


def email_is_plain(email: str) -> bool:
    """Whether an e-mail address is one and no message: short, all of it to be seen, free of words that may not cross."""
    words = " ".join(filter(None, RUN_TOGETHER.split(email.lower())))
    # Within quotes a name may hold anything, and of a domain the characters that draw nothing are passed over.
    is_address = len(email) <= LONGEST_EMAIL and '"' not in email and seen(email) == email
    return is_address and not is_stopped(screen(words, PLACE, prose=False))


def missing(entry: Entry, *, now: datetime) -> dict[str, StrOrPromise]:
    """Field -> sentence for all that has to be mended before the inquiry may be sent; empty where nothing has."""
    absent = {
        "hcp": entry.hcp_id is None,
        "contact_phone": not (entry.contact_phone or entry.contact_email),
        "kind": not entry.kind,
        "verbatim": not entry.verbatim.strip(),
        "adverse_event": entry.adverse_event is None,
        "unprompted": not entry.unprompted,
        "acknowledged": not entry.acknowledged,
        "acknowledged_at": entry.acknowledged_at is None,
    }
    found = {name: SENTENCES[name] for name, lacks in absent.items() if lacks}
    if entry.verbatim.strip() and (sentence := wrong_length(entry.verbatim)):
        found["verbatim"] = sentence
    if not phone_is_plain(entry.contact_phone):
        found["contact_phone"] = PHONE_SENTENCE
    if not email_is_plain(entry.contact_email):
        found["contact_email"] = EMAIL_SENTENCE
    if sentence := heard_wrongly(entry.acknowledged_at, now=now):
        found["acknowledged_at"] = sentence
    return found


def wrong_length(verbatim: str) -> StrOrPromise:
    """Why a question is too short or too long to be sent; empty where it is neither."""
    if len(verbatim) > MOST_CHARACTERS:
        return format_lazy(LONG_SENTENCE, n=f"{len(verbatim):,}")
    return SHORT_SENTENCE if len(verbatim.split()) < LEAST_WORDS else ""


def same_question(one: str, other: str) -> bool:
    """Whether two questions are the same words, whatever their capitals, stops and blanks."""
    return _words_of(one) == _words_of(other) != []


def _words_of(question: str) -> list[str]:
    return re.findall(r"\w+", question.casefold())


def heard_wrongly(at: datetime | None, *, now: datetime) -> StrOrPromise:
    """What is wrong with the moment at which the question was heard; empty where nothing is, or none is given."""
    if at is None:
        return ""
    if at > now:
        return FUTURE_SENTENCE
    return OLD_SENTENCE if at < now - HEARD_WITHIN else ""
