"""The page behind the bell."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import naming, selectors, services
from .forms import PreferencesForm


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
def read_notice(request, pk):
    """Mark as read and stay."""
    services.mark_read(notice=selectors.notice_of(request.user, pk), by=request.user)
    return redirect("notifications:list")


@access("notice", ACT)
def preferences(request):
    """How one wants to hear of each kind by mail."""
    person = request.user
    if not selectors.has_notices(person):
        return render(request, "notifications/preferences.html", {"form": None})
    form = PreferencesForm(request.POST or None, initial=selectors.choices_of(person))
    if request.method == "POST" and form.is_valid():
        services.choose(by=person, wishes=form.cleaned_data)
        messages.success(request, _("Saved. It holds for what comes from now on."))
        return redirect("notifications:preferences")
    status = 422 if form.errors else 200
    return render(request, "notifications/preferences.html", {"form": form}, status=status)


@require_POST
@access("notice", ACT)
def read_all(request):
    """Mark all as read and come back to the list."""
    services.mark_all_read(by=request.user)
    return redirect("notifications:list")
