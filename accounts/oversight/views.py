"""What compliance reads of exports."""

from django.views.decorators.http import require_safe

from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors


@access("export")
@require_safe
def exports(request):
    """Who took rows out, when, by which filters and how many, the newest first; never what the rows held."""
    side = request.GET.get("side", "")
    side = side if side in selectors.TABLES else "medical"
    found = paged(selectors.exports(request.user, side), request.GET, order=selectors.ORDER)
    context = {"rows": selectors.named(found), "side": side}
    return page(request, "accounts/oversight/exports.html", context, partial="rows")
