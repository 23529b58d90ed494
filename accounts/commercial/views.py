"""Commercial's page of an account."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.shared import selectors as directory
from accounts.shared.listing import selectors as account_list
from msl_governance.firewall import policy
from msl_governance.firewall.access import access

from . import selectors


@access("commercial_account")
@require_safe
def account(request, pk):
    """An HCP as commercial sees it."""
    hcp = directory.hcp_of(request.user, pk)
    context = {
        "hcp": hcp,
        "account": hcp,
        "entries": account_list.entries_about(request.user, hcp),
        "may_list": policy.allows(request.user.role, "importance", policy.WRITE),
        "bars": selectors.bars(selectors.prescribing_by_month(request.user, hcp.pk)),
        "objectives": selectors.open_objectives(request.user, hcp.pk),
        "may_ask": policy.allows(request.user.role, "inquiry", policy.WRITE),
    }
    return render(request, "accounts/commercial/account.html", context)
