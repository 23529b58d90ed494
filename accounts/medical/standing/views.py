"""Pages of standing requests."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.medical.answers import hcp_named
from accounts.medical.choosing import choice
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import StandingForm


@access("standing_request")
@require_safe
def standing_requests(request):
    """Standing requests, the latest first; those of one HCP where ``hcp`` names one."""
    hcp = hcp_named(request)
    found = selectors.standing_requests(request.user, hcp_id=hcp.pk if hcp else None)
    rows = paged(found, request.GET, order=("-asked_on", "pk"))
    today = timezone.localdate()
    for row in rows:
        row.holds = row.holds_on(today)
    may_record = policy.allows(request.user.role, "standing_request", policy.WRITE)
    context = {"rows": rows, "hcp": hcp, "may_record": may_record}
    return render(request, "accounts/medical/standing_requests.html", context)


@access("standing_request", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Record the wish of the HCP that the address names; without one it is chosen first."""
    hcp = hcp_named(request)
    if hcp is None:
        return choice(request, "wish")
    form = StandingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _recorded(form, hcp, request.user):
        messages.success(request, _("The wish is on record and holds for twelve months."))
        return redirect("accounts_medical:account", hcp.pk)
    context = {"form": form, "hcp": hcp}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/medical/standing_form.html", context, status=status)


@access("standing_request", policy.ACT)
@require_POST
def withdraw(request, pk):
    """The HCP no longer wishes it."""
    one = selectors.standing_of(request.user, pk)
    try:
        services.withdraw_standing(by=request.user, standing=one)
        messages.success(request, _("Withdrawn. Contact on this topic waits for a question again."))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("accounts_medical:standing_requests")


def _recorded(form: StandingForm, hcp, person) -> bool:
    try:
        services.record_standing(by=person, hcp=hcp, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True
