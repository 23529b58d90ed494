"""Pages of planned visits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.medical.answers import hcp_named
from accounts.medical.choosing import choice
from accounts.medical.cotravel.selectors import notes_on_visit
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.calendars import as_ics

from . import selectors, services
from .forms import VisitForm


@access("visit", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Plan a visit with the HCP that the address names; without one it is chosen first."""
    hcp = hcp_named(request)
    if hcp is None:
        return choice(request, "visit")
    form = VisitForm(request.POST if request.method == "POST" else None, person=request.user, hcp=hcp)
    if _done(form, lambda words: services.plan_visit(by=request.user, hcp=hcp, **words)):
        messages.success(request, _("Planned. It is in your calendar."))
        return redirect("accounts_medical:account", hcp.pk)
    context = {"form": form, "hcp": hcp}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/medical/visit_form.html", context, status=status)


@access("visit")
@require_safe
def visit(request, pk):
    """One visit, with the form that moves it for whoever planned it."""
    return _page(request, selectors.visit_of(request.user, pk))


@access("visit", policy.WRITE)
@require_POST
def move(request, pk):
    """Another time, channel or subject."""
    one = selectors.visit_of(request.user, pk)
    if one.author_id != request.user.pk:
        raise PermissionDenied
    form = VisitForm(request.POST, person=request.user, hcp=one.hcp)
    if not _done(form, lambda words: services.move_visit(by=request.user, visit=one, **words)):
        return _page(request, one, form=form, status=422)
    messages.success(request, _("Moved. Add it to your calendar again, so that the entry moves as well."))
    return redirect("accounts_medical:visit", pk)


@access("visit", policy.ACT)
@require_POST
def cancel(request, pk):
    """It will not be held."""
    try:
        services.cancel_visit(by=request.user, visit=selectors.visit_of(request.user, pk))
        messages.success(request, _("Cancelled. Take it out of your own calendar, if it is there."))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("accounts_medical:visit", pk)


@access("visit")
@require_safe
def ics(request, pk):
    """The entry for one's own calendar: the HCP's name, never the topic or the objective."""
    one = selectors.visit_of(request.user, pk)
    if not one.is_open:
        raise Http404
    entry = as_ics(
        key=one.pk, sequence=one.sequence, changed_at=one.changed_at, starts_at=one.starts_at,
        minutes=one.minutes, summary=_("Scientific exchange"), about=one.hcp.display_name,
    )  # fmt: skip
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="scientific-exchange.ics"'
    return answer


def _done(form: VisitForm, write) -> bool:
    if not form.is_valid():
        return False
    try:
        write(form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
    return not form.errors


def _page(request, one, *, form=None, status: int = 200):
    is_mine = one.author_id == request.user.pk
    words = {name: getattr(one, name) for name in VisitForm.base_fields}
    context = {
        "visit": one,
        "is_mine": is_mine,
        "form": (form or VisitForm(initial=words, person=request.user, hcp=one.hcp))
        if is_mine and one.is_open
        else None,
        "notes": notes_on_visit(request.user, one),
        "may_note": not is_mine and policy.allows(request.user.role, "co_travel", policy.WRITE),
    }
    return render(request, "accounts/medical/visit.html", context, status=status)
