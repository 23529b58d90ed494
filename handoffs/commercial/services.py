"""Writes of the representative's half: keep, send, withdraw, report. Each in the caller's transaction or its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.shared.models import Hcp
from handoffs import clocks
from handoffs.door import INQUIRY, WITHDRAWAL
from handoffs.oversight.models import InquiryEscalation
from handoffs.protocol import INQUIRY as STEPS
from handoffs.protocol import InquiryState, NotNow, Transition, check
from msl_governance.firewall import doors, refusals
from msl_governance.firewall.screening import Finding, as_refusal, is_stopped, screen
from msl_governance.people.selectors import commercial_territory_of, territory_ids

from . import rules, selectors
from .models import AdverseEvent, Inquiry, InquiryStep
from .rules import PLACE, Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TWIN_WITHIN = timedelta(minutes=10)
# Salted with the side: an advisory lock is seen by every login.
_LOCK = "select pg_advisory_xact_lock(hashtextextended('commercial inquiry ' || %s, 0))"


class Incomplete(ValueError):
    """Something has to be mended before the inquiry may be sent; ``problems`` maps field to sentence."""

    def __init__(self, problems: dict[str, StrOrPromise]) -> None:
        super().__init__("The inquiry is incomplete.")
        self.problems = problems


class Held(ValueError):
    """The screening held the text; ``findings`` say which phrases."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("The text holds phrases that must not cross.")
        self.findings = findings


@transaction.atomic
def save_draft(*, by, entry: Entry, inquiry_id: UUID | None = None) -> Inquiry:
    """Keep what was entered so far, whatever is missing; a new draft where ``inquiry_id`` is None.

    Raises ``NotNow`` where the inquiry was sent meanwhile, ``Inquiry.DoesNotExist`` where it is not one's own.
    """
    inquiry = _own(by, inquiry_id) if inquiry_id else Inquiry(author_id=by.pk)
    check(STEPS, "acknowledge", state=inquiry.state, role=by.role)
    _fill(inquiry, entry, by)
    inquiry.save()
    return inquiry


@transaction.atomic
def submit_inquiry(*, by, entry: Entry, inquiry_id: UUID | None = None) -> Inquiry:
    """Acknowledge, enter and send through door 2, in one transaction.

    Sending the same twice gives back the first. Raises ``Incomplete``, ``Held`` (noted for compliance with
    rules and text), ``NotNow`` or ``DoorClosed``; then nothing is written.
    """
    refuse_held(entry)
    if problems := rules.missing(entry, now=timezone.now()):
        raise Incomplete(problems)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(by.pk)])
    if sent := _sent_already(by, entry, inquiry_id):
        return sent
    inquiry = save_draft(by=by, entry=entry, inquiry_id=inquiry_id)
    step = check(STEPS, "submit", state=inquiry.state, role=by.role)
    inquiry.state, inquiry.submitted_at = step.to, timezone.now()
    frozen = selectors.as_known(selectors.doctor(by, entry.hcp_id))
    for name, value in frozen.items():
        setattr(inquiry, name, value)
    inquiry.save(update_fields=["state", "submitted_at", *frozen])
    # Logged together, as the log is never changed and a draft may be thrown away; each with its own moment.
    _log(inquiry, STEPS["acknowledge"], by, InquiryState.DRAFT, inquiry.acknowledged_at)
    _log(inquiry, step, by, InquiryState.DRAFT, inquiry.submitted_at)
    if inquiry.adverse_event:
        _record_adverse_event(inquiry, by)
    doors.cross(
        INQUIRY, source_id=inquiry.pk, by=by, basis="Scientific inquiry, raised unprompted by the HCP"
    )
    return inquiry


@transaction.atomic
def withdraw_inquiry(*, by, inquiry_id: UUID) -> Inquiry:
    """The HCP takes the question back: told to medical through the door. Withdrawing twice is harmless.

    Raises ``NotNow`` where medical has closed it or answered: there is nothing left to take back.
    """
    inquiry = _own(by, inquiry_id)
    if inquiry.state == InquiryState.WITHDRAWN:
        return inquiry
    step = check(STEPS, "withdraw", state=inquiry.state, role=by.role)
    if selectors.is_settled(inquiry):
        raise NotNow(_("Medical has closed this or has answered it. There is nothing left to withdraw."))
    before, inquiry.state, inquiry.withdrawn_at = inquiry.state, step.to, timezone.now()
    inquiry.save(update_fields=["state", "withdrawn_at"])
    _log(inquiry, step, by, before, inquiry.withdrawn_at)
    doors.cross(WITHDRAWAL, source_id=inquiry.pk, by=by, basis="Withdrawn by the HCP")
    return inquiry


@transaction.atomic
def escalate_inquiry(*, by, inquiry_id: UUID, reason: str) -> None:
    """Put a sent inquiry before compliance, with a reason. Saying the same twice is harmless.

    Written where commercial may add and not read: no leader of the representative's learns that it exists.
    """
    inquiry = _own(by, inquiry_id)
    check(STEPS, "escalate", state=inquiry.state, role=by.role, reason=reason)
    said = InquiryEscalation(inquiry=inquiry, raised_by_id=by.pk, reason=reason.strip())
    InquiryEscalation.objects.bulk_create([said], ignore_conflicts=True)


@transaction.atomic
def delete_draft(*, by, inquiry_id: UUID) -> None:
    """Throw a draft away. ``NotNow`` where it was sent, or mentions an adverse event that nobody reported."""
    inquiry = _own(by, inquiry_id)
    check(STEPS, "submit", state=inquiry.state, role=by.role)
    if inquiry.adverse_event or inquiry.adverse_events.exists():
        raise NotNow(
            _("This draft mentions an adverse event. Send it, or answer “No” first if none was mentioned.")
        )
    inquiry.delete()


@transaction.atomic
def forward_adverse_event(*, by, event_id: UUID, receipt_number: str) -> AdverseEvent:
    """Record that an adverse event reached drug safety, by the receipt number that they gave.

    The same number again changes nothing. Raises ``NotNow`` without a number or where another is recorded.
    """
    event = _adverse_events_of(by).select_for_update().get(pk=event_id)
    event.forward(receipt_number)
    return event


def refuse_unready(*, by, entry: Entry) -> None:
    """Raise ``Held`` or ``DoorClosed``, and note it, where the text or the person keeps an inquiry from crossing now."""
    refuse_held(entry)
    doors.check_open(INQUIRY, by)


def note_shown(*, by, entry: Entry, matter: str) -> None:
    """Note for compliance that the person was shown a stop while typing; ``matter`` names the form it stood in."""
    refusals.note_shown_while_typing(PLACE, entry.verbatim, person=by, matter=matter)


def refuse_held(entry: Entry) -> None:
    """Raise ``Held`` where the text holds what must not cross, and note it with rules and text for compliance."""
    findings = screen(entry.verbatim, PLACE)
    if is_stopped(findings):
        refusals.note("screening", PLACE, detail=as_refusal(findings), text=entry.verbatim)
        raise Held(findings)


def _own(by, inquiry_id: UUID) -> Inquiry:
    """One's own inquiry, locked until the transaction ends, so that two windows cannot both move it.

    Without its key: a door's row refers to it, and medical must neither wait for a representative nor be waited for.
    """
    mine = Inquiry.objects.visible_to(by).filter(author_id=by.pk)
    return mine.select_for_update(no_key=True).get(pk=inquiry_id)


def _adverse_events_of(by):
    return AdverseEvent.objects.visible_to(by).filter(inquiry__author_id=by.pk)


def _sent_already(by, entry: Entry, inquiry_id: UUID | None) -> Inquiry | None:
    """The inquiry that a second click meant: the same draft, or the same words sent minutes ago."""
    mine = Inquiry.objects.visible_to(by).filter(author_id=by.pk, state=InquiryState.SUBMITTED)
    if inquiry_id:
        return mine.filter(pk=inquiry_id).first()
    same = {name: value for name, value in asdict(entry).items() if not name.startswith("acknowledged")}
    return mine.filter(submitted_at__gte=timezone.now() - TWIN_WITHIN, **same).first()


def _fill(inquiry: Inquiry, entry: Entry, by) -> None:
    for name, value in asdict(entry).items():
        setattr(inquiry, name, value)
    inquiry.disclaimer_version = rules.DISCLAIMER_VERSION if entry.signature_name else ""
    inquiry.territory_id = _territory_id(entry.hcp_id, by)


def _territory_id(hcp_id: UUID | None, by) -> UUID | None:
    """The territory that holds the HCP where it is one of the person's; else the person's own."""
    own = territory_ids(by)
    hcp = Hcp.objects.visible_to(by).filter(pk=hcp_id).first() if hcp_id else None
    holds = commercial_territory_of(hcp.region) if hcp else None
    if holds and holds.pk in own:
        return holds.pk
    return own[0] if own else None


def _log(inquiry: Inquiry, step: Transition, by, before: str, at: datetime | None) -> None:
    InquiryStep.objects.create(
        inquiry=inquiry,
        name=step.name,
        number=step.step,
        from_state=before,
        to_state=step.to,
        at=at,
        by_id=by.pk,
    )


def _record_adverse_event(inquiry: Inquiry, by) -> None:
    aware_at = rules.aware_at(inquiry.created_at, inquiry.acknowledged_at)
    AdverseEvent.objects.create(
        inquiry=inquiry,
        aware_at=aware_at,
        due_at=clocks.adverse_event_due(aware_at),
        reported_by_id=by.pk,
    )
