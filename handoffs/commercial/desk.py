"""What the page shows beside the form: the doctor, those found by name, the preview. With script and without."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone

from handoffs.protocol import InquiryState

from . import preview, selectors
from .forms import InquiryForm, initial_of
from .models import Inquiry
from .rules import Entry

CHANGE = {"hcp": "", "contact_phone": "", "contact_email": ""}


def kept_draft(person, given: str) -> Inquiry | None:
    """The inquiry that the hidden field names, sent or not; None where it names none of one's own."""
    try:
        return Inquiry.objects.visible_to(person).filter(author_id=person.pk, pk=UUID(given)).first()
    except ValueError:
        return None


def opened(person, kept: Inquiry | None, hcp_id: str | None) -> dict[str, Any]:
    """Context for an untouched form: a kept draft, or a new one about the doctor one comes from."""
    hcp = None if kept else selectors.doctor(person, hcp_id)
    entry = preview.entry_of(kept) if kept else Entry(acknowledged_at=_this_minute())
    if hcp:
        entry = replace(entry, hcp_id=hcp.pk, contact_phone=hcp.phone, contact_email=hcp.email)
    return context(person, InquiryForm(initial=initial_of(entry), person=person), entry, kept=kept)


def typed(person, data: QueryDict, *, kept: Inquiry | None = None, sending: bool = False) -> dict[str, Any]:
    """Context for what was typed, with the search for a doctor carried out where one was asked for."""
    data = data.copy()
    if hcp := selectors.doctor(person, data.get("pick")):
        data["hcp"], data["contact_phone"], data["contact_email"] = str(hcp.pk), hcp.phone, hcp.email
    elif data.get("action") == "change":
        for name, value in CHANGE.items():
            data[name] = value
    form = InquiryForm(data, person=person, sending=sending)
    form.is_valid()
    shown = context(person, form, form.entry(), kept=kept, words=data.get("doctor", ""))
    return shown | {"matter": data.get("matter") or shown["matter"]}


def form_and_entry(person, data: QueryDict) -> tuple[InquiryForm, Entry]:
    """The form as typed, and what is sound of it: all that is needed to keep a draft."""
    form = InquiryForm(data, person=person)
    form.is_valid()
    return form, form.entry()


def context(
    person, form: InquiryForm, entry: Entry, *, kept: Inquiry | None = None, words: str = ""
) -> dict[str, Any]:
    """Everything the page and its fragments show."""
    hcp = selectors.doctor(person, entry.hcp_id)
    return {
        "form": form,
        "matter": str(kept.pk if kept else uuid4()),
        "entry": entry,
        "kept": kept if kept and kept.state == InquiryState.DRAFT else None,
        "hcp": hcp,
        "place": selectors.place_of(hcp),
        "words": words,
        "matches": [] if hcp else _with_place(selectors.doctors_like(person, words)),
        "most_matches": selectors.MATCHES,
        "preview": preview.of_entry(entry, hcp),
        "before": selectors.asked_before(person, entry, but=kept.pk if kept else None),
    }


def _this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def _with_place(doctors) -> list[tuple[Any, str]]:
    return [(one, selectors.place_of(one)) for one in doctors]
