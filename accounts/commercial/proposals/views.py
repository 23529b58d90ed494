"""Commercial's pages of proposals."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.shared.proposing import pages
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services


@access("commercial_proposal")
@require_safe
def proposals(request):
    """One's own proposals, the latest first, each with what came of it."""
    rows = paged(selectors.proposals(request.user), request.GET, order=selectors.ORDER)
    return render(
        request, "accounts/shared/proposals.html", {"rows": rows, "new": "accounts_commercial:proposal_new"}
    )


@access("commercial_proposal", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Say what is wrong in the directory, step by step."""
    return pages.new(request, propose=services.propose, done="accounts_commercial:proposals")
