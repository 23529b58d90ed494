"""Writes of call reports. Run within the medical side, as the person in ``by``."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from accounts.shared.selectors import same_as
from msl_governance.firewall import grants
from msl_governance.firewall.sides import Role
from msl_governance.people.models import Person
from msl_governance.people.selectors import medical_territory_of

from . import rules
from .drafts import DiscussionDraft, ReportDraft
from .finding.services import index_report
from .models import (
    Attendee,
    CallReport,
    Discussion,
    MaterialShared,
    ScientificMaterial,
    StandingRequest,
    UnsolicitedRequest,
)
from .safety.services import open_record
from .signing.services import sign_report

SAFETY_FIRST = _(
    "This draft says that a side effect or a product complaint was mentioned. Finish and sign it, so that drug safety "
    "is told; or correct that answer first."
)
SIGNED_OTHERWISE = _(
    "This report was signed already, with other words. Nothing of this form was added: open the report and amend it, "
    "or begin a new one."
)
CORE = ("met_at", "channel", "duration_minutes", "setting", "summary", "adverse_event")
LONGEST_TYPED = 100_000  # characters of all fields of a form together


class ReportLocked(ValidationError):
    """The report is submitted already: a draft of it is kept no more."""


class ReportRefused(ValidationError):
    """The report may not be submitted; ``complaints`` says why and where."""

    def __init__(self, complaints: list[rules.Complaint]):
        super().__init__([one.message for one in complaints])
        self.complaints = complaints


@transaction.atomic
def save_draft(*, by, client_key: UUID, draft: ReportDraft, typed: dict[str, list[str]]) -> CallReport:
    """Keep what was typed, whole or not, as the draft of ``client_key``; later calls replace it.

    ``typed`` is the form as sent, so that nothing is lost that is not yet a report. Where the draft was written
    elsewhere meanwhile, both are kept: this one under a key of its own (see the answer's ``client_key``). Raises
    ``ReportLocked`` where the report is submitted already, ``ValidationError`` where it belongs to another form or
    is too long.
    """
    if sum(len(word) for words in typed.values() for word in words) > LONGEST_TYPED:
        raise ValidationError(_("This is longer than a report may be. Shorten the notes."))
    report = _own(by, client_key, draft)
    if report.is_locked:
        raise ReportLocked(_("This report is submitted and locked. Open a new one."))
    if rules.is_overtaken(report.typed, typed):
        own = rules.key_set_aside(client_key, typed)
        return save_draft(by=by, client_key=own, draft=draft, typed=typed | {"client_key": [str(own)]})
    report.typed = {name: [word.replace("\x00", "") for word in words] for name, words in typed.items()}
    _write_core(report, draft)
    _write_attendees(report, draft)
    report.save()
    index_report(report)
    return report


def discard_draft(*, by, draft: CallReport) -> None:
    """Delete one's own draft; the history keeps what stood there, as an audit trail must (21 CFR 11.10(e)).

    A planned visit that it was begun from stays open. Raises ``PermissionDenied`` for somebody else's,
    ``ReportLocked`` where it was submitted meanwhile, and ``ValidationError`` where it says that an adverse event
    or a complaint was heard: that must not go away with a draft.
    """
    if draft.author_id != by.pk:
        raise PermissionDenied
    report = CallReport.objects.select_for_update().get(pk=draft.pk)
    if report.is_locked:
        raise ReportLocked(_("This report is submitted and locked. It can be amended, not deleted."))
    if rules.tells_of_safety(report.typed):
        raise ValidationError(SAFETY_FIRST)
    report.delete()


def is_overtaken(*, by, client_key: UUID | None, typed: dict[str, list[str]]) -> bool:
    """Whether one's draft of this key was written elsewhere since the form was opened."""
    kept = CallReport.objects.filter(client_key=client_key, author_id=by.pk).first()
    return kept is not None and rules.is_overtaken(kept.typed, typed)


def complaints_about(draft: ReportDraft) -> list[rules.Complaint]:
    """All that keeps a report from being submitted now; empty where nothing does."""
    return rules.complaints(draft, now=timezone.now(), known=_known(draft))


def _known(draft: ReportDraft) -> rules.Known:
    """What was wished on each topic, and the pieces that the draft names, as of the day of the exchange."""
    day = timezone.localtime(draft.met_at).date()
    requests = StandingRequest.objects.filter(hcp__in=same_as(*draft.hcp_ids)).order_by("asked_on", "pk")
    pieces = ScientificMaterial.objects.filter(pk__in=draft.material_ids)
    # The latest that held, else the latest before that day: what was wished anew since says nothing of that day.
    in_order = sorted(requests, key=lambda one: (one.holds_on(day), one.asked_on <= day))
    return rules.Known(
        {one.topic_id: rules.Wish(one.pk, one.last_day, one.holds_on(day)) for one in in_order},
        {one.pk: rules.Piece(str(one), one.is_approved_on(day)) for one in pieces},
    )


@transaction.atomic
def submit_report(
    *, by, draft: ReportDraft, confirm: Callable[[], None], client_key: UUID | None = None
) -> CallReport:
    """Submit and sign a report; from then on it is locked. The same again, with the same key, is the first one.

    ``confirm`` is called when all else is right and raises where the person does not show again who they are; then
    nothing is written. Raises ``ReportRefused`` with every complaint of ``rules.complaints``, ``ReportLocked`` where
    other words were signed with this key, in another window say.
    """
    if found := complaints_about(draft):
        raise ReportRefused(found)
    report = _own(by, client_key or uuid4(), draft)
    if report.is_locked:
        confirm()
        if not _is_told_by(report, draft):
            raise ReportLocked(SIGNED_OTHERWISE)
        return report
    _write_whole(report, draft)
    report.state, report.submitted_at = CallReport.State.SUBMITTED, timezone.now()
    report.save()
    if draft.safety is not None and report.adverse_event:
        open_record(by=by, report=report, draft=draft.safety)
    confirm()
    sign_report(by=by, report=report)
    index_report(report)
    return report


def share_report(*, by, report: CallReport, colleague) -> None:
    """Let one medical colleague read one submitted report, by name.

    Only its author or an MSL director shares it (``ValidationError`` else). Raises ``grants.GrantAcross`` for
    anybody who is not an active person of the medical side.
    """
    if not may_share(by, report):
        raise ValidationError(_("Only the author or an MSL director shares a submitted report."))
    # The medical login reads no row of Person; the grant needs the key, the side and the activity alone.
    reader = Person(pk=colleague.pk, side=colleague.side, role=colleague.role, is_active=colleague.is_active)
    grants.grant(reader, "read_callreport", report)


def may_share(person, report: CallReport) -> bool:
    """Whether this person may share this report."""
    return report.is_locked and (report.author_id == person.pk or person.role == Role.MSL_DIRECTOR)


def _own(by, client_key: UUID, draft: ReportDraft) -> CallReport:
    """The row of a form, locked for this transaction; made where there is none yet."""
    defaults = {"met_at": draft.met_at, "channel": draft.channel}
    try:
        report, made = CallReport.objects.get_or_create(
            client_key=client_key, author_id=by.pk, defaults=defaults
        )
    except IntegrityError:
        raise ValidationError(_("This form is not yours any more. Open a new report.")) from None
    return report if made else CallReport.objects.select_for_update().get(pk=report.pk)


def _is_told_by(report: CallReport, draft: ReportDraft) -> bool:
    """Whether a signed report says what the draft says."""
    told = {draft.safety.description} if draft.safety and draft.adverse_event else set()
    topics = (
        "topic_id",
        "content_class",
        "origin",
        "notes",
        "request__verbatim",
        "request__information_provided",
    )
    kept = [
        *(getattr(report, name) for name in CORE),
        list(report.discussions.order_by("number").values_list(*topics)),
        list(report.attendees.values_list("hcp_id", "colleague_name", "colleague_side")),
        set(report.materials.values_list("material_id", flat=True)),
        set(report.safety_records.values_list("description", flat=True)),
    ]
    said = [
        (one.topic_id, one.content_class, one.origin, one.notes, *_asked(one)) for one in draft.discussions
    ]
    return kept == [
        *(getattr(draft, name) for name in CORE), said, _present(draft), set(draft.material_ids), told,
    ]  # fmt: skip


def _asked(discussion: DiscussionDraft) -> tuple[str | None, str | None]:
    """The request and its answer, as far as they are kept with the topic."""
    asked = discussion.request if discussion.is_beyond_label else None
    return (asked.verbatim, asked.information_provided) if asked else (None, None)


def _present(draft: ReportDraft) -> list[tuple[UUID | None, str, str]]:
    """Who was there, as it is kept: HCPs in order, then colleagues."""
    return [(pk, "", "") for pk in draft.hcp_ids] + [(None, one.name, one.side) for one in draft.colleagues]


def _write_core(report: CallReport, draft: ReportDraft) -> None:
    report.met_at, report.channel = draft.met_at, draft.channel
    hcp = Hcp.objects.filter(pk__in=draft.hcp_ids[:1]).first()
    report.territory = medical_territory_of(hcp.region) if hcp else None


def _write_whole(report: CallReport, draft: ReportDraft) -> None:
    """Core and parts; nothing is left of what was typed on the way. The report itself is not yet saved."""
    _write_core(report, draft)
    report.summary, report.setting = draft.summary, draft.setting
    report.duration_minutes, report.adverse_event = draft.duration_minutes, draft.adverse_event
    report.typed = {}
    _write_attendees(report, draft)
    wishes = _known(draft).wishes
    for number, discussion in enumerate(draft.discussions):
        _write_discussion(report, number, discussion, wishes)
    MaterialShared.objects.bulk_create(
        MaterialShared(report=report, material_id=key) for key in dict.fromkeys(draft.material_ids)
    )


def _write_attendees(report: CallReport, draft: ReportDraft) -> None:
    """HCPs in order, then colleagues; rows are replaced only where something differs."""
    wanted = _present(draft)
    if list(report.attendees.values_list("hcp_id", "colleague_name", "colleague_side")) == wanted:
        return
    report.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(report=report, number=number, hcp_id=hcp, colleague_name=name, colleague_side=side)
        for number, (hcp, name, side) in enumerate(wanted)
    )


def _write_discussion(
    report: CallReport, number: int, draft: DiscussionDraft, wishes: dict[UUID, rules.Wish]
) -> None:
    wish = wishes.get(draft.topic_id) if draft.topic_id else None
    discussion = Discussion.objects.create(
        report=report,
        number=number,
        topic_id=draft.topic_id,
        content_class=draft.content_class,
        origin=draft.origin,
        standing_id=wish.key if wish and draft.origin == Discussion.Origin.STANDING else None,
        notes=draft.notes,
    )
    if draft.is_beyond_label:
        given = dict(vars(draft.request))
        given["asked_by_id"] = given["asked_by_id"] or report.attendees.filter(hcp__isnull=False)[0].hcp_id
        UnsolicitedRequest.objects.create(discussion=discussion, **given)
