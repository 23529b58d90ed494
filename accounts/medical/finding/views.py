"""The list of call reports: found, narrowed, kept, taken out."""

from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.shared import answers, keeping
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import exports, selectors, services
from .forms import ReportFilter
from .models import KeptReportFilter

LIST = reverse_lazy("accounts_medical:reports")


@access("call_report")
@require_safe
def reports(request):
    """Call reports one may read that fit the filters of the address, latest first."""
    form = ReportFilter(request.GET, person=request.user)
    rows = paged(selectors.wished(request.user, form.wish), request.GET, order=selectors.ORDER)
    context = {
        "form": form, "rows": selectors.with_hits(request.user, rows, form.wish.words), "path": LIST,
        "chips": form.chips(LIST), "asked": form.asked,
        "kept": keeping.kept_of(KeptReportFilter, request.user, LIST),
        "may_log": policy.allows(request.user.role, "call_report", policy.WRITE),
    }  # fmt: skip
    return page(request, "accounts/medical/reports.html", context, partial="rows")


@access("call_report", writes=False)
@require_POST
def search(request):
    """To the list narrowed as asked. Words come by POST and go on sealed: addresses are logged."""
    return redirect(ReportFilter(request.POST, person=request.user).address(LIST))


@access("call_report")
@require_POST
def export(request):
    """The reports that the filters leave, as a file. Taking them out is written down."""
    form = ReportFilter(request.POST, person=request.user)
    found = selectors.wished(request.user, form.wish).order_by(*selectors.ORDER)
    note = services.note_export
    return answers.taken_out(request, form, found, note=note, exports=exports, name="call-reports", path=LIST)


@access("call_report")
@require_POST
def keep(request):
    """Keep the filters of the list under a name."""
    form = ReportFilter(request.POST, person=request.user)
    return answers.kept(request, form, keep=services.keep_filter, path=LIST)


@access("call_report")
@require_POST
def forget(request, pk):
    """Delete a filter of one's own."""
    return answers.forgotten(request, pk, forget=services.forget_filter, path=LIST)
