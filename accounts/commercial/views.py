"""Commercial's page of an account, and the choice of an account for a form."""

from typing import Any

from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.shared import selectors as directory
from accounts.shared.listing import selectors as account_list
from accounts.shared.proposing.ways import way_of
from accounts.shared.timeline import months_asked
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page

from . import timeline
from .calls import selectors as calls
from .choosing import choice
from .objectives import selectors as objectives
from .prescribing import selectors as prescribing
from .scope import works


@access("commercial_account")
@require_safe
def account(request, pk):
    """An HCP as commercial sees it."""
    hcp = directory.hcp_of(request.user, pk)
    if hcp.pk != pk:
        return redirect("accounts_commercial:account", hcp.pk)
    context = {
        "hcp": hcp,
        "account": hcp,
        "entries": account_list.entries_about(request.user, hcp),
        "picture": prescribing.picture_of(request.user, hcp.pk),
        "objectives": objectives.open_with(request.user, hcp.pk),
        "timeline": timeline.of(request.user, hcp, months_asked(request.GET.get("months", ""))),
        "number_of_calls": calls.number_with(request.user, hcp.pk),
    }
    context |= directory.around(hcp) | _ways(request.user, hcp)
    return page(request, "accounts/commercial/account.html", context, partial="timeline")


def _ways(person, hcp) -> dict[str, Any]:
    """What may be begun from the page; of an account of another's territory less."""
    is_theirs = works(person, hcp)
    return {
        "propose": way_of(person),
        "may_list": policy.allows(person.role, "importance", policy.WRITE),
        "may_set": policy.allows(person.role, "rep_objective", policy.WRITE) and is_theirs,
        "may_log": policy.allows(person.role, "detail_call", policy.WRITE) and is_theirs,
        "may_ask": policy.allows(person.role, "inquiry", policy.WRITE),
    }


@access("rep_objective", policy.WRITE, writes=False)
@require_POST
def choose(request):
    """Accounts closest to the words, each a way to the form. Words come by POST: addresses are logged."""
    return choice(request, request.POST.get("purpose", "call"), request.POST.get("q", ""))
