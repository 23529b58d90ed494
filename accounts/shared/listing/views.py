"""The account list, the same for both sides."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.firewall.sides import Side
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors
from .forms import ListFilter

# The pages an entry has on each side, and the word of the policy table that opens them.
HALVES = {
    Side.MEDICAL: ("influence", "accounts_medical"),
    Side.COMMERCIAL: ("importance", "accounts_commercial"),
}


@access("account_list")
@require_safe
def account_list(request):
    """Entries by product and area, with both tiers."""
    form = ListFilter(request.GET, person=request.user)
    wish = form.wish
    found = selectors.entries(request.user, wish)
    rows = paged(found, request.GET, order=selectors.ORDERS[wish.sort])
    word, half = HALVES[Side(request.user.side)]
    opens = f"{half}:list_entry" if policy.allows(request.user.role, word, policy.READ) else ""
    context = {"form": form, "wish": wish, "rows": rows, "opens": opens}
    return page(request, "accounts/shared/list.html", context, partial="rows")


@access("account_list", leads_on=True)
@require_safe
def entry(request, pk):
    """To the entry's page on one's own side."""
    selectors.entry_of(request.user, pk)
    return redirect(_half(request, policy.READ, "list_entry", pk))


@access("account_list", leads_on=True)
@require_safe
def add(request):
    """To the form of one's own side, with the account that the address names."""
    words = request.GET.urlencode()
    return redirect(_half(request, policy.WRITE, "list_new") + (f"?{words}" if words else ""))


def _half(request, action: str, name: str, *keys) -> str:
    word, half = HALVES[Side(request.user.side)]
    if not policy.allows(request.user.role, word, action):
        raise Http404
    return reverse(f"{half}:{name}", args=keys)
