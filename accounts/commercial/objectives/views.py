"""Pages of detailing aims."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.commercial import answers
from accounts.commercial.choosing import choice
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import rules, selectors, services
from .forms import ChangeForm, ObjectiveFilter, ObjectiveForm

KIND = "rep_objective"


@access(KIND)
@require_safe
def objectives(request):
    """Aims of one's territories; a director's are the team's."""
    form, today = ObjectiveFilter(request.GET), timezone.localdate()
    wish = form.wish
    rows = paged(selectors.wished(request.user, wish, today=today), request.GET, order=selectors.ORDER)
    for one in rows:
        one.overdue = one.is_overdue(today)
    context = {
        "form": form, "wish": wish, "rows": rows, "account": answers.account_of(request.user, wish.hcp),
        "may_set": policy.allows(request.user.role, KIND, policy.WRITE),
    }  # fmt: skip
    return page(request, "accounts/commercial/objectives/list.html", context, partial="rows")


@access(KIND, policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A new aim with the HCP that the address names; without one, the choice of the HCP."""
    hcp = answers.hcp_named(request)
    if hcp is None:
        return choice(request, "objective")
    form = ObjectiveForm(request.POST if request.method == "POST" else None, person=request.user)
    made = answers.done(form, services.set_objective, by=request.user, hcp=hcp)
    if made is not None:
        messages.success(request, _("The objective is set. It stays with commercial."))
        return redirect("accounts_commercial:objective", made.pk)
    context = {"form": form, "hcp": hcp}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/commercial/objectives/form.html", context, status=status)


@access(KIND)
@require_http_methods(["GET", "HEAD", "POST"])
def objective(request, pk):
    """One aim with its progress; plan and standing are changed by POST."""
    one = selectors.objective_of(request.user, pk)
    form = _plan(request, one)
    if form is not None and form.is_bound:
        answers.done(form, services.change_plan, by=request.user, objective=one)
        if not form.errors:
            messages.success(request, _("Saved."))
            return redirect("accounts_commercial:objective", pk)
    today = timezone.localdate()
    one.overdue = one.is_overdue(today)
    calls = one.calls.select_related("author").order_by("-called_at", "pk")[:20]
    context = {"objective": one, "form": form, "calls": calls, "hcp": one.hcp}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/commercial/objectives/objective.html", context, status=status)


def _plan(request, one) -> ChangeForm | None:
    """The form, for who may change the plan."""
    data = request.POST if request.method == "POST" else None
    if not rules.may_change(request.user, one):
        if data is not None:
            raise PermissionDenied
        return None
    return ChangeForm(data, person=request.user, objective=one)
