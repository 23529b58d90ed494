"""Pages of objectives."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.medical.answers import hcp_named
from accounts.medical.choosing import choice
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import EndForm, ObjectiveForm
from .models import MslObjective


@access("msl_objective")
@require_safe
def objectives(request):
    """Objectives of one's territories, the soonest end first; open ones unless another standing is asked for."""
    state = request.GET.get("state", MslObjective.State.OPEN)
    state = state if state in MslObjective.State.values else ""
    mine = request.GET.get("whose") == "mine"
    found = selectors.objectives(request.user, state=state, mine=mine)
    context = {
        "rows": paged(found, request.GET, order=("period_end", "pk")),
        "states": [*MslObjective.State.choices, ("all", _("All"))],
        "state": state or "all",
        "mine": mine,
        "may_set": policy.allows(request.user.role, "msl_objective", policy.WRITE),
    }
    return render(request, "accounts/medical/objectives.html", context)


@access("msl_objective", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A new objective with the HCP that the address names; without one it is chosen first."""
    hcp = hcp_named(request)
    if hcp is None:
        return choice(request, "objective")
    form = ObjectiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = services.set_objective(by=request.user, hcp=hcp, **form.cleaned_data)
        messages.success(request, _("The objective stands."))
        return redirect("accounts_medical:objective", made.pk)
    context = {"form": form, "hcp": hcp}
    return render(request, "accounts/medical/objective_form.html", context, status=_status(form))


@access("msl_objective")
@require_http_methods(["GET", "HEAD", "POST"])
def objective(request, pk):
    """One objective with its progress; changed by POST while it is open."""
    one = selectors.objective_of(request.user, pk)
    if request.method == "POST" and not _still_open(request, one):
        return redirect("accounts_medical:objective", pk)
    form = ObjectiveForm(request.POST if request.method == "POST" else None, objective=one)
    if form.is_valid():
        services.change_objective(by=request.user, objective=one, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts_medical:objective", pk)
    return _record(request, one, form=form, status=_status(form))


@access("msl_objective", policy.WRITE)
@require_POST
def end(request, pk):
    """End an objective as reached or dropped."""
    one = selectors.objective_of(request.user, pk)
    if not _still_open(request, one):
        return redirect("accounts_medical:objective", pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _record(request, one, end_form=form, status=422)
    services.end_objective(by=request.user, objective=one, **form.cleaned_data)
    messages.success(request, _("The objective has ended."))
    return redirect("accounts_medical:objective", pk)


def _still_open(request, one: MslObjective) -> bool:
    """Whether it can still be changed; a sentence says so where not. Raises ``PermissionDenied`` for another's."""
    if not services.may_change(request.user, one):
        raise PermissionDenied
    if not one.is_open:
        messages.warning(request, services.ENDED)
    return one.is_open


def _record(request, one: MslObjective, *, form=None, end_form=None, status: int = 200):
    may_change = one.is_open and services.may_change(request.user, one)
    context = {
        "objective": one,
        "form": (form or ObjectiveForm(objective=one)) if may_change else None,
        "end_form": (end_form or EndForm()) if may_change else None,
    }
    return render(request, "accounts/medical/objective.html", context, status=status)


def _status(form) -> int:
    return 422 if form.is_bound else 200
