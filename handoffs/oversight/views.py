"""What compliance reads of escalated hand-offs."""

from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors


@access("escalation")
def escalations(request):
    """Hand-offs that one side put before compliance, the newest first."""
    side = request.GET.get("side", "")
    side = side if side in selectors.SIDES else selectors.SIDES[0]
    found = paged(selectors.escalations(request.user, side), request.GET, order=("-at", "-pk"))
    context = {"page": found, "rows": selectors.described(found), "side": side}
    return page(request, "handoffs/oversight/escalations.html", context, partial="rows")
