"""The page behind the bell."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import naming, selectors, services


@access("notice")
def notice_list(request):
    """One's own notices, the newest first."""
    person = request.user
    notices = paged(selectors.notices_of(person), request.GET, order=("-made_at", "-pk"))
    naming.name(person, notices)
    context = {"page": notices, "unread": selectors.unread_count(person)}
    return page(request, "notifications/list.html", context, partial="rows")


@require_POST
@access("notice", ACT)
def open_notice(request, pk):
    """Mark as read and go where it leads."""
    notice = selectors.notice_of(request.user, pk)
    services.mark_read(notice=notice, by=request.user)
    return redirect(notice.url or "notifications:list")


@require_POST
@access("notice", ACT)
def read_all(request):
    """Mark all as read and come back to the list."""
    services.mark_all_read(by=request.user)
    return redirect("notifications:list")
