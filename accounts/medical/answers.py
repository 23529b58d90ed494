"""How the pages of a call report answer: the form, its drafts, its errors, the way on."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.shared import selectors as directory
from accounts.shared.narrowing import uuid_or_none
from msl_governance.people.signing import NotConfirmed
from msl_governance.ui.htmx import ask, go, page

from . import origins, selectors, services
from .cotravel.selectors import notes_on_report
from .cotravel.services import may_note
from .models import CallReport, Discussion
from .parts import Parts, grown, kept
from .signing.forms import SigningForm
from .signing.selectors import amendments, signed
from .visits.selectors import to_begin
from .visits.services import close_visit

BOTH_KEPT = gettext_lazy(
    "This draft was changed on another device meanwhile. Both are kept in your list: go on in the one that is right."
)


def hcp_named(request):
    """The HCP that the address names by ``hcp``, or None. Raises ``Http404`` for one that does not exist."""
    named = request.GET.get("hcp", "")
    return directory.hcp_of(request.user, _uuid(named)) if named else None


def first_hcp(report: CallReport) -> UUID:
    """The HCP whom the exchange was with. Raises ``Http404`` for a draft without one."""
    for attendee in report.attendees.all():
        if attendee.hcp_id:
            return attendee.hcp_id
    raise Http404


def is_submitted_already(request, pk: UUID) -> bool:
    """Whether this is one's own report, sent by the first of two clicks."""
    one = selectors.report_of(request.user, pk)
    return one.is_locked and one.author_id == request.user.pk


def too_late(request, pk: UUID) -> HttpResponse:
    """To a form whose report was signed by the first of two clicks, or in another window: nothing of it is taken."""
    if request.POST.get("action") == "autosave":
        return _status(request, "locked", {"refused": services.SIGNED_OTHERWISE}, status=422)
    messages.info(request, _("This report was signed already; this form added nothing to it."))
    return redirect("accounts_medical:report", pk)


def carried(request) -> dict:
    """What the report answers or tells of, and where to go when it is submitted, as far as the address says."""
    given = {name: request.GET[name] for name in ("follow_up", "visit", "next") if name in request.GET}
    broken = [name for name in ("follow_up", "visit") if uuid_or_none(given.get(name, "")) is None]
    return {name: word for name, word in given.items() if name not in broken}


def begun(request, hcp) -> Parts:
    """A new form, begun with what is known of the hand-off that it answers or the visit that it tells of."""
    initial, key = carried(request), uuid_or_none(request.GET.get("follow_up", ""))
    if key is None:
        return _begun_from_visit(request, hcp, initial)
    known = origins.origin().beginning(request.user, key, hcp)
    if known.report:
        initial["client_key"], _draft = selectors.begun_for(request.user, key)
    return Parts(request.user, hcp, initial=initial | known.report, topic=known.discussion)


def open_draft(request) -> CallReport | None:
    """The draft that was begun for the hand-off which the address names, or None."""
    key = uuid_or_none(request.GET.get("follow_up", ""))
    return selectors.begun_for(request.user, key)[1] if key else None


def _begun_from_visit(request, hcp, initial: dict) -> Parts:
    planned = to_begin(request.user, uuid_or_none(initial.pop("visit", "")), hcp.pk)
    if planned is None:
        return Parts(request.user, hcp, initial=initial)
    initial |= {"visit": planned.pk, "channel": planned.channel, "duration_minutes": planned.minutes}
    if planned.starts_at <= timezone.now():
        initial["met_at"] = planned.starts_at
    topic = {"topic": str(planned.topic_id), "origin": Discussion.Origin.PROACTIVE.value}
    return Parts(request.user, hcp, initial=initial, topic=topic if planned.topic_id else None)


def as_left(request, draft: CallReport, hcp) -> Parts:
    """A draft's form with everything that was typed."""
    if draft.typed:
        again = {"seen": draft.typed.get("writer", [""]), "writer": [str(uuid4())]}
        parts = Parts(request.user, hcp, data=MultiValueDict(draft.typed | again)).unchecked()
    else:
        initial = {"client_key": draft.client_key, "met_at": draft.met_at, "channel": draft.channel}
        parts = Parts(request.user, hcp, initial=initial)
    parts.draft = draft
    return parts


def discarding(request, draft: CallReport, refused: str = "") -> HttpResponse:
    """The page that asks before a draft is deleted, with why it cannot be where it was ``refused``."""
    context = {"draft": draft, "refused": refused}
    return render(request, "accounts/medical/report_discard.html", context, status=422 if refused else 200)


def form(request, parts: Parts, *, status: int = 200) -> HttpResponse:
    """The form's page, or the form alone when htmx asks."""
    return page(request, "accounts/medical/report_form.html", {"parts": parts}, partial="form", status=status)


def sent(request, hcp) -> HttpResponse:
    """What a button of the form, or typing, asked for."""
    action = request.POST.get("action", "submit")
    if action in ("refresh", "add_topic", "add_colleague"):
        return form(request, Parts(request.user, hcp, data=grown(request.POST, action, hcp)).unchecked())
    parts = Parts(request.user, hcp, data=request.POST)
    if action in ("autosave", "draft"):
        return _kept(request, parts, quietly=action == "autosave")
    if _is_overtaken(request, parts):
        return _set_aside(request, parts)
    if action == "check":
        sound = _is_sound(request, parts)
        answer = form(request, parts, status=200 if sound else 422)
        return ask(answer, "sign") if sound else answer
    return _submitted(request, parts)


def _kept(request, parts: Parts, *, quietly: bool) -> HttpResponse:
    try:
        report, is_aside = _saved(request, parts)
    except ValidationError as refused:
        if quietly:
            outcome = "locked" if isinstance(refused, services.ReportLocked) else "refused"
            return _status(request, outcome, {"refused": refused.messages[0]}, status=422)
        parts.unchecked().report.add_error(None, refused)
        return form(request, parts, status=422)
    if not quietly:
        messages.success(request, _("Kept as a draft. It is in your list of exchanges."))
        if is_aside:
            messages.warning(request, BOTH_KEPT)
        return redirect("accounts_medical:reports")
    answer = _status(request, "aside" if is_aside else "kept", {"saved": report, "is_aside": is_aside})
    answer["HX-Replace-Url"] = reverse("accounts_medical:edit", args=[report.pk])
    answer["Draft-Key"] = str(report.client_key)
    return answer


def _saved(request, parts: Parts) -> tuple[CallReport, bool]:
    """The draft, and whether it is one of its own because the form's was written elsewhere meanwhile."""
    draft, key = parts.beginning(), parts.report.cleaned_data.get("client_key")
    if key is None:
        raise ValidationError(_("This form has lost its key. Copy what you typed and open a new report."))
    report = services.save_draft(by=request.user, client_key=key, draft=draft, typed=kept(request.POST))
    return report, report.client_key != key


def _is_overtaken(request, parts: Parts) -> bool:
    parts.report.is_valid()
    key = parts.report.cleaned_data.get("client_key")
    return services.is_overtaken(by=request.user, client_key=key, typed=kept(request.POST))


def _set_aside(request, parts: Parts) -> HttpResponse:
    """On to a draft of its own: which of the two is right is for the person to say, before anything is signed."""
    try:
        report, _is_aside = _saved(request, parts)
    except ValidationError as refused:
        parts.unchecked().report.add_error(None, refused)
        return form(request, parts, status=422)
    messages.warning(request, BOTH_KEPT)
    return go(request, reverse("accounts_medical:edit", args=[report.pk]))


def _status(request, outcome: str, context: dict, *, status: int = 200) -> HttpResponse:
    """The line beside the heading; ``Draft-Outcome`` says the same to the script that sends what was kept offline."""
    answer = render(request, "accounts/medical/_saved.html", context, status=status)
    answer["Draft-Outcome"] = outcome
    return answer


def _submitted(request, parts: Parts) -> HttpResponse:
    if not _is_sound(request, parts):
        return form(request, parts, status=422)
    key = parts.report.cleaned_data["client_key"]
    try:
        report = services.submit_report(
            by=request.user,
            draft=parts.whole(),
            client_key=key,
            confirm=SigningForm(request.POST, person=request.user).confirm,
        )
    except NotConfirmed as refused:
        parts.signing = SigningForm.refused(refused, person=request.user)
        parts.wrong += 1
        return form(request, parts, status=422)
    except ValidationError as refused:
        parts.report.add_error(None, refused)
        return form(request, parts, status=422)
    got = parts.report.cleaned_data
    if got["visit"] and close_visit(by=request.user, key=got["visit"], report=report):
        messages.success(request, _("The planned visit is closed."))
    linked = _link(request, got["follow_up"], report)
    return redirect(_way_on(request, got, report, linked=linked))


def _is_sound(request, parts: Parts) -> bool:
    """Whether the report would be taken; what keeps it stands beside the fields."""
    if not parts.is_valid() or _is_objected(request, parts):
        return False
    if found := services.complaints_about(parts.whole()):
        parts.complain(found)
    return not found


def _is_objected(request, parts: Parts) -> bool:
    """Whether the exchange cannot be the answer to its hand-off; then the sentence stands beside its moment."""
    got = parts.report.cleaned_data
    sentence = got["follow_up"] and origins.origin().objection(request.user, got["follow_up"], got["met_at"])
    if sentence:
        parts.report.add_error("met_at", sentence)
        parts.wrong += 1
    return bool(sentence)


def _link(request, follow_up: UUID | None, report: CallReport) -> bool:
    """Link a submitted report and say so. A hand-off that has moved on meanwhile does not undo the report."""
    said, why, linked = _("Signed, submitted and locked."), "", False
    try:
        if follow_up:
            origins.origin().link(by=request.user, key=follow_up, report=report)
            said, linked = _("Signed, submitted, locked and linked to its hand-off."), True
    except origins.NotLinked as error:
        why = _("It is not linked to the hand-off. %(why)s") % {"why": error}
    messages.success(request, said)
    if why:
        messages.warning(request, why)
    if report.safety_records.exists():
        messages.warning(request, _("Report the adverse event to drug safety within 24 hours of hearing it."))
    elif report.adverse_event:
        messages.info(request, _("The adverse event is the one on record; no second clock was started."))
    return linked


def _way_on(request, got: dict, report: CallReport, *, linked: bool) -> str:
    """Back to the hand-off the report answers, or to a page of this host, or to the report."""
    if linked:
        return origins.origin().address(got["follow_up"])
    way = got["next"]
    if way.startswith("/") and url_has_allowed_host_and_scheme(
        way, {request.get_host()}, request.is_secure()
    ):
        return way
    return reverse("accounts_medical:report", args=[report.pk])


def read(
    request, report: CallReport, share_form, *, form=None, amend_form=None, status: int = 200
) -> HttpResponse:
    """A report's page; with the form of sharing where the person may, and of amending where they ask for it."""
    is_mine = report.author_id == request.user.pk
    context = {
        "report": report,
        "is_mine": is_mine,
        "signed": signed(report) if report.is_locked else None,
        "amendments": amendments(report),
        "amend_form": amend_form,
        "notes": notes_on_report(request.user, report),
        "may_note": report.is_locked and may_note(request.user, report),
    }
    if services.may_share(request.user, report):
        colleagues = selectors.colleagues_to_share_with(request.user, report)
        context["share_form"] = form or share_form(colleagues=colleagues)
        context["shared_with"] = selectors.shared_with(report)
    return render(request, "accounts/medical/report.html", context, status=status)


def _uuid(text: str) -> UUID:
    found = uuid_or_none(text)
    if found is None:
        raise Http404
    return found
