"""The directory, the same for both sides."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.firewall.sides import Side
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors
from .forms import DirectoryForm
from .listing.selectors import entries_about
from .listing.views import HALVES
from .proposing.ways import way_of

# The page an HCP has on each side, for the roles that may open it.
ACCOUNT_PAGES = {
    Side.MEDICAL: ("medical_account", "accounts_medical:account"),
    Side.COMMERCIAL: ("commercial_account", "accounts_commercial:account"),
}


@access("hcp", writes=False)
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request):
    """The list by pages, or the accounts closest to the words. Words come by POST: addresses are logged."""
    form = DirectoryForm(request.POST if request.method == "POST" else request.GET or {"kind": "people"})
    wish = form.wish
    if request.method == "POST" and not wish.words.strip():
        return HttpResponseRedirect(_address(wish))
    sees_list = policy.allows(request.user.role, "account_list", policy.READ)
    context = {"form": form, "wish": wish, "searched": bool(wish.words.strip()), "sees_list": sees_list}
    context["propose"] = way_of(request.user)
    if context["searched"]:
        context["rows"] = selectors.closest(request.user, wish)
    else:
        found = selectors.directory(request.user, wish)
        context["rows"] = paged(found, request.GET, order=selectors.ORDERS[wish.model])
    return page(request, "accounts/shared/directory.html", context, partial="rows")


@access("hcp")
@require_safe
def record(request, pk):
    """An HCP's page on one's own side; the shared facts alone for roles without one; an organisation."""
    try:
        hcp = selectors.hcp_of(request.user, pk)
    except Http404:
        organisation = selectors.organisation_of(request.user, pk)
        if organisation.pk != pk:
            return redirect("accounts_shared:record", organisation.pk)
        return _organisation(request, organisation)
    kind, url_name = ACCOUNT_PAGES.get(Side(request.user.side), ("", ""))
    if kind and policy.allows(request.user.role, kind, policy.READ):
        return redirect(url_name, hcp.pk)
    if hcp.pk != pk:
        return redirect("accounts_shared:record", hcp.pk)
    return render(request, "accounts/shared/hcp.html", {"hcp": hcp} | selectors.around(hcp))


def _organisation(request, organisation):
    earlier = "earlier" in request.GET
    people = selectors.people_at(request.user, organisation, earlier=earlier)
    context = {
        "organisation": organisation,
        "account": organisation,
        "rows": paged(people, request.GET, order=selectors.ORDERS[selectors.Hcp]),
        "earlier": earlier,
        "members": selectors.members_of(organisation) if organisation.is_committee else [],
        "propose": way_of(request.user),
        "committees": selectors.committees_of(request.user, organisation),
    }
    return render(request, "accounts/shared/organisation.html", context | _on_list(request, organisation))


def _on_list(request, account) -> dict:
    """The account's entries on the list, for roles that read it."""
    person = request.user
    if not policy.allows(person.role, "account_list", policy.READ):
        return {}
    word = HALVES[Side(person.side)][0]
    return {
        "entries": entries_about(person, account),
        "sees_list": True,
        "may_list": policy.allows(person.role, word, policy.WRITE),
    }


def _address(wish) -> str:
    filters = {"kind": wish.kind, "region": wish.region, "specialty": wish.specialty}
    chosen = {name: value for name, value in filters.items() if value}
    return f"{reverse('accounts_shared:directory')}?{urlencode(chosen)}"
