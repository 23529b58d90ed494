"""A steward's pages: proposals of both sides, what may be the same, and what was decided."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import answers, selectors, services
from . import proposals as proposed
from .forms import DeclineForm, SurvivorForm, making

KIND = "directory_care"
KINDS = (("people", gettext_lazy("People")), ("organisations", gettext_lazy("Organisations")))


@access(KIND)
@require_safe
def proposals(request):
    """Proposals of one side: those that wait, or those that were answered."""
    side, answered = request.GET.get("side", ""), "answered" in request.GET
    side = side if side in proposed.TABLES else "medical"
    found = proposed.proposals(request.user, side, answered=answered)
    rows = proposed.named(paged(found, request.GET, order=proposed.ORDER))
    return page(request, "accounts/care/proposals.html", {"rows": rows, "side": side, "answered": answered})


@access(KIND)
@require_safe
def proposal(request, pk):
    """One proposal, with the form by which it is made; a duplicate leads to the two side by side."""
    one = proposed.proposal_of(request.user, pk)
    return answers.proposal(request, one, form=making(one), decline_form=DeclineForm())


@access(KIND, policy.ACT)
@require_POST
def make(request, pk):
    """Carry a proposal out, with the facts as the steward found them."""
    one = proposed.proposal_of(request.user, pk)
    if answers.is_settled(request, one):
        return redirect("accounts_care:proposal", pk)
    form = making(one, request.POST)
    if form is None or not answers.made(request, one, form):
        return answers.proposal(request, one, form=form, decline_form=DeclineForm(), status=422)
    return redirect("accounts_care:proposals")


@access(KIND, policy.ACT)
@require_POST
def decline(request, pk):
    """Decline a proposal for a reason from the list."""
    one, form = proposed.proposal_of(request.user, pk), DeclineForm(request.POST)
    if answers.is_settled(request, one):
        return redirect("accounts_care:proposal", pk)
    if not answers.declined(request, one, form):
        return answers.proposal(request, one, form=making(one), decline_form=form, status=422)
    return redirect("accounts_care:proposals")


@access(KIND)
@require_safe
def duplicates(request):
    """Accounts that may be the same as another, by name, each with what it may be the same as."""
    kind, way = request.GET.get("kind", ""), request.GET.get("way", "")
    kind, way = kind if kind in selectors.MODELS else "people", way if way in selectors.WAYS else ""
    found = selectors.suggestions(request.user, kind, way)
    rows = paged(found, request.GET, order=selectors.ORDERS[selectors.MODELS[kind]], size=selectors.SIZE)
    context = {"rows": selectors.with_partners(request.user, rows, kind, way), "kind": kind, "way": way}
    return page(
        request, "accounts/care/duplicates.html", context | {"ways": selectors.WAYS.items(), "kinds": KINDS}
    )


@access(KIND)
@require_safe
def compare(request, one, other):
    """Two accounts field by field, and what a merge would do, in numbers."""
    pair = answers.pair(request, one, other)
    return answers.compared(request, pair, form=SurvivorForm(one=pair[0], other=pair[1]))


@access(KIND, policy.ACT)
@require_POST
def merge(request, one, other):
    """Make one account of two."""
    pair = answers.pair(request, one, other)
    form = SurvivorForm(request.POST, one=pair[0], other=pair[1])
    if not answers.merged(request, form):
        return answers.compared(request, pair, form=form, status=422)
    return redirect("accounts_care:decisions")


@access(KIND, policy.ACT)
@require_POST
def apart(request, one, other):
    """Say that two accounts are not the same."""
    pair = answers.pair(request, one, other)
    try:
        services.tell_apart(by=request.user, one=pair[0], other=pair[1])
        messages.success(request, _("Kept: these are two, and they are not suggested again."))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("accounts_care:duplicates")


@access(KIND)
@require_safe
def decisions(request):
    """What was decided about the directory, the latest first."""
    rows = paged(selectors.decisions(request.user), request.GET, order=selectors.ORDER)
    context = {"rows": selectors.named(rows), "may_act": answers.may_act(request)}
    return render(request, "accounts/care/decisions.html", context)


@access(KIND, policy.ACT)
@require_POST
def separate(request, pk):
    """Take a merge back."""
    try:
        services.separate(by=request.user, decision=selectors.decision_of(request.user, pk))
        messages.success(request, _("They are two again. What was changed by hand since stays as it is."))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("accounts_care:decisions")
