"""The second person's page: accounts that wait to be confirmed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT
from msl_governance.ui.pagination import paged

from . import rules, selectors, services


@access("account_change", ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request):
    """What waits and what was decided before; and, by POST, the second person's word."""
    if request.method == "POST":
        return _decide(request, request.POST.get("word", ""))
    waiting = list(selectors.changes(request.user, waiting=True))
    decided = paged(selectors.changes(request.user, waiting=False), request.GET, order=("-asked_at", "-pk"))
    ids = {one.asked_by_id for one in [*waiting, *decided]} | {one.decided_by_id for one in decided}
    names = selectors.names_of(request.user, ids)
    mailed = selectors.addresses_of(request.user, {one.person_id for one in waiting})
    for one in waiting:
        one.mailed_to = mailed.get(one.person_id, "") if one.opens_account else ""
    for one in [*waiting, *decided]:
        one.asked_by, one.decided_by = names.get(one.asked_by_id, ""), names.get(one.decided_by_id, "")
    context = {"waiting": waiting, "decided": decided, "asked_for": rules.needs_second_person()}
    return render(request, "people/administration/changes.html", context)


def _decide(request, word: str):
    if word not in ("confirm", "refuse"):
        raise Http404
    change = selectors.change_of(request.user, request.POST.get("change", ""))
    try:
        services.decide(by=request.user, change=change, confirmed=word == "confirm")
        messages.success(request, _("Noted. What was confirmed takes effect within seconds."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("people:changes")
