"""Pages of co-travel notes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.medical import selectors as reports
from accounts.medical.visits import selectors as visits
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import NoteForm

FORM = "accounts/medical/co_travel_form.html"


@access("co_travel")
@require_safe
def notes(request):
    """Notes that one wrote or was given, the latest first."""
    rows = paged(selectors.notes(request.user), request.GET, order=("-written_at", "-pk"))
    may_write = policy.allows(request.user.role, "co_travel", policy.WRITE)
    return render(request, "accounts/medical/co_travel.html", {"rows": rows, "may_write": may_write})


@access("co_travel", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def on_report(request, pk):
    """One's note on a signed report."""
    return _write(request, reports.locked_report_of(request.user, pk), "accounts_medical:report")


@access("co_travel", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def on_visit(request, pk):
    """One's note on a visit."""
    return _write(request, visits.visit_of(request.user, pk), "accounts_medical:visit")


def _write(request, of, page: str):
    if not services.may_note(request.user, of):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = NoteForm(posted, initial=selectors.own_note(request.user, of))
    if form.is_valid():
        try:
            services.write_note(by=request.user, of=of, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept. %(msl)s and you read it, nobody else.") % {"msl": of.author})
            return redirect(page, of.pk)
    context = {"form": form, "msl": of.author, "page": page, "pk": of.pk}
    return render(request, FORM, context, status=422 if form.is_bound else 200)
