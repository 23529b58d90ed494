"""The list of detail calls: narrowed, kept, taken out."""

from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.shared import answers, keeping
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import exports, selectors, services
from .forms import CallFilter
from .models import KeptCallFilter

KIND = "detail_call"
LIST = reverse_lazy("accounts_commercial:calls")


@access(KIND)
@require_safe
def calls(request):
    """Calls of one's territories, latest first; a director's are the team's."""
    form, today = CallFilter(request.GET, person=request.user), timezone.localdate()
    found = selectors.wished(request.user, form.wish, today=today)
    context = {
        "form": form, "account": form.chosen, "path": LIST, "chips": form.chips(LIST), "asked": form.asked,
        "rows": paged(found, request.GET, order=selectors.ORDER),
        "kept": keeping.kept_of(KeptCallFilter, request.user, LIST),
        "may_log": policy.allows(request.user.role, KIND, policy.WRITE),
    }  # fmt: skip
    return page(request, "accounts/commercial/calls/list.html", context, partial="rows")


@access(KIND)
@require_POST
def export(request):
    """The calls that the filters leave, as a file. Taking them out is written down."""
    form, today = CallFilter(request.POST, person=request.user), timezone.localdate()
    found = selectors.wished(request.user, form.wish, today=today).order_by(*selectors.ORDER)
    note = services.note_export
    return answers.taken_out(request, form, found, note=note, exports=exports, name="detail-calls", path=LIST)


@access(KIND)
@require_POST
def keep(request):
    """Keep the filters of the list under a name."""
    form = CallFilter(request.POST, person=request.user)
    return answers.kept(request, form, keep=services.keep_filter, path=LIST)


@access(KIND)
@require_POST
def forget(request, pk):
    """Delete a filter of one's own."""
    return answers.forgotten(request, pk, forget=services.forget_filter, path=LIST)
