"""How the pages of a call report answer: the form, its drafts, its errors, the way on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from accounts.shared import selectors as directory
from msl_governance.ui.htmx import page

from . import selectors, services
from .models import CallReport
from .parts import Parts, grown, kept

HAND_OFF = "/handoffs/medical/{}/"  # fixed; its app may not be imported from here


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


def carried(request) -> dict:
    """Where to go when the report is submitted, as far as the address says."""
    return {name: request.GET[name] for name in ("follow_up", "next") if name in request.GET}


def choice(request):
    """The page on which the HCP is chosen first."""
    way = urlencode(carried(request))
    return render(request, "accounts/medical/report_choose.html", {"way": way, "rows": [], "searched": False})


def as_left(request, draft: CallReport, hcp) -> Parts:
    """A draft's form with everything that was typed."""
    if draft.typed:
        return Parts(request.user, hcp, data=MultiValueDict(draft.typed)).unchecked()
    initial = {"client_key": draft.client_key, "met_at": draft.met_at, "channel": draft.channel}
    return Parts(request.user, hcp, initial=initial)


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
    return _submitted(request, parts)


def _kept(request, parts: Parts, *, quietly: bool) -> HttpResponse:
    draft, key = parts.beginning(), parts.report.cleaned_data.get("client_key")
    try:
        if key is None:
            raise ValidationError(_("This form has lost its key. Copy what you typed and open a new report."))
        report = services.save_draft(by=request.user, client_key=key, draft=draft, typed=kept(request.POST))
    except ValidationError as refused:
        if quietly:
            return _status(request, {"refused": refused.messages[0]}, status=422)
        parts.unchecked().report.add_error(None, refused)
        return form(request, parts, status=422)
    if not quietly:
        messages.success(request, _("Kept as a draft. It is in your list of exchanges."))
        return redirect("accounts_medical:reports")
    answer = _status(request, {"saved": True})
    answer["HX-Replace-Url"] = reverse("accounts_medical:edit", args=[report.pk])
    return answer


def _status(request, context: dict, *, status: int = 200) -> HttpResponse:
    return render(request, "accounts/medical/_saved.html", context, status=status)


def _submitted(request, parts: Parts) -> HttpResponse:
    if not parts.is_valid():
        return form(request, parts, status=422)
    key = parts.report.cleaned_data["client_key"]
    try:
        report = services.submit_report(by=request.user, draft=parts.whole(), client_key=key)
    except services.ReportRefused as refused:
        parts.complain(refused.complaints)
        return form(request, parts, status=422)
    except ValidationError as refused:
        parts.report.add_error(None, refused)
        return form(request, parts, status=422)
    _say_submitted(request, report)
    return redirect(_way_on(request, parts.report.cleaned_data, report))


def _say_submitted(request, report: CallReport) -> None:
    messages.success(request, _("Submitted and locked."))
    if report.adverse_event:
        messages.warning(request, _("Report the adverse event to drug safety within 24 hours of hearing it."))


def _way_on(request, got: dict, report: CallReport) -> str:
    """Back to the hand-off the report answers, or to a page of this host, or to the report."""
    if got["follow_up"]:
        return f"{HAND_OFF.format(got['follow_up'])}?{urlencode({'report': str(report.pk)})}"
    way = got["next"]
    if way.startswith("/") and url_has_allowed_host_and_scheme(
        way, {request.get_host()}, request.is_secure()
    ):
        return way
    return reverse("accounts_medical:report", args=[report.pk])


def read(request, report: CallReport, share_form, *, form=None, status: int = 200) -> HttpResponse:
    """A report's page; with the form of sharing where the person may share it."""
    context = {"report": report, "is_mine": report.author_id == request.user.pk}
    if services.may_share(request.user, report):
        colleagues = selectors.colleagues_to_share_with(request.user, report)
        context["share_form"] = form or share_form(colleagues=colleagues)
        context["shared_with"] = selectors.shared_with(report)
    return render(request, "accounts/medical/report.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
