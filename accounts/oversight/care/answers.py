"""How a steward's pages answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.shared.narrowing import uuid_or_none
from accounts.shared.proposing.forms import FactsForm
from accounts.shared.proposing.shapes import Kind
from msl_governance.firewall import policy

from . import counts, rules, selectors, services
from . import proposals as proposed
from .forms import DeclineForm, SurvivorForm


def may_act(request) -> bool:
    """Whether the person decides; others of oversight read."""
    return policy.allows(request.user.role, "directory_care", policy.ACT)


def proposal(
    request, one, *, form: FactsForm | None, decline_form: DeclineForm, status: int = 200
) -> HttpResponse:
    """A proposal's page."""
    [row] = proposed.named([one])
    context: dict[str, Any] = {"proposal": row, "form": form, "decline_form": decline_form}
    if one.kind == Kind.DUPLICATE:
        pair = reverse("accounts_care:compare", args=[one.account.pk, one.other.pk])
        context["compare"] = f"{pair}?proposal={one.pk}"
    context["may_act"] = may_act(request) and one.given is None
    return render(request, "accounts/care/proposal.html", context, status=status)


def is_settled(request, one) -> bool:
    """Whether the proposal was answered already, by the first of two clicks or a colleague; a sentence says so."""
    if one.given is not None:
        messages.warning(request, rules.ANSWERED)
    return one.given is not None


def made(request, one, form: FactsForm) -> bool:
    """Whether the proposal was carried out; complaints stand in the form else."""
    if not form.is_valid():
        return False
    try:
        proposed.make(by=request.user, proposal=one, **form.facts)
    except ValidationError as refused:
        form.add_error(None, refused.messages[0])
        return False
    messages.success(request, _("Made. Both sides see the fact; who proposed it and who made it stays here."))
    return True


def declined(request, one, form: DeclineForm) -> bool:
    """Whether the proposal was declined; complaints stand in the form else."""
    if not form.is_valid():
        return False
    try:
        proposed.decline(by=request.user, proposal=one, reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Declined. Who proposed it sees the reason from the list, nothing more."))
    return True


def pair(request, one: UUID, other: UUID) -> tuple[Any, Any]:
    """The two accounts that an address names. Raises ``Http404`` where they are not two of one kind."""
    found = [selectors.account_of(request.user, key) for key in (one, other)]
    if type(found[0]) is not type(found[1]) or one == other:
        raise Http404
    return found[0], found[1]


def compared(request, two: tuple[Any, Any], *, form: SurvivorForm, status: int = 200) -> HttpResponse:
    """The page of two accounts side by side."""
    one, other = two
    context = {
        "one": one,
        "other": other,
        "facts": selectors.facts_of(one, other),
        "form": form,
        "following": [(one, counts.following(other, one)), (other, counts.following(one, other))],
        "proposal": request.GET.get("proposal", ""),
        "may_act": may_act(request) and not (one.merged_into_id or other.merged_into_id),
    }
    return render(request, "accounts/care/compare.html", context, status=status)


def merged(request, form: SurvivorForm) -> bool:
    """Whether the two were made one, and the side told that reported them; complaints stand in the form else."""
    if not form.is_valid():
        return False
    key = uuid_or_none(request.GET.get("proposal", ""))
    try:
        if key is None:
            services.merge(by=request.user, **form.chosen)
        else:
            reported = proposed.proposal_of(request.user, key)
            proposed.make_merge(by=request.user, proposal=reported, **form.chosen)
    except ValidationError as refused:
        form.add_error(None, refused.messages[0])
        return False
    messages.success(request, _("They are one. Each side’s records follow, and neither sees the other’s."))
    return True
