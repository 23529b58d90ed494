"""Pages of safety records."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import ReceiptForm


@access("safety_record")
@require_safe
def safety(request):
    """What waits to be forwarded, the soonest due first; what drug safety has with ``show=forwarded``."""
    return _list(request, ReceiptForm())


@access("safety_record", policy.ACT)
@require_POST
def forward(request, pk):
    """Note that drug safety has it."""
    record = selectors.record_of(request.user, pk)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        try:
            services.forward_record(by=request.user, record=record, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Noted: drug safety has it."))
            return redirect("accounts_medical:safety")
    return _list(request, form, about=record.pk, status=422)


def _list(request, form: ReceiptForm, *, about=None, status: int = 200):
    waiting = request.GET.get("show") != "forwarded"
    rows = paged(selectors.records(request.user, waiting=waiting), request.GET, order=("due_at", "pk"))
    context = {
        "rows": rows,
        "waiting": waiting,
        "form": form,
        "about": about,
        "now": timezone.now(),
        "may_forward": policy.allows(request.user.role, "safety_record", policy.ACT),
    }
    return render(request, "accounts/medical/safety.html", context, status=status)
