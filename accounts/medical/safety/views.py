"""Pages of safety records."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.medical import origins
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import ReceiptForm


@access("safety_record")
@require_safe
def safety(request):
    """What waits to be forwarded, the soonest due first; what drug safety has with ``show=forwarded``."""
    return _list(request)


@access("safety_record", policy.ACT)
@require_POST
def forward(request, pk):
    """Note that drug safety has it."""
    record = selectors.record_of(request.user, pk)
    form = ReceiptForm(request.POST, auto_id=_box(record))
    if form.is_valid():
        try:
            services.forward_record(by=request.user, record=record, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Noted: drug safety has it."))
            return redirect("accounts_medical:safety")
    return _list(request, refused={record.pk: form}, status=422)


def _list(request, *, refused: dict | None = None, status: int = 200):
    """The list; ``refused`` holds the form of a record that was not forwarded, shown above where its row is gone."""
    waiting, refused = request.GET.get("show") != "forwarded", dict(refused or {})
    order = ("due_at", "pk") if waiting else ("-forwarded_at", "pk")
    rows = paged(selectors.records(request.user, waiting=waiting), request.GET, order=order)
    for row in rows:
        row.form = refused.pop(row.pk, None) or ReceiptForm(auto_id=_box(row))
    context = {
        "rows": rows,
        "waiting": waiting,
        "gone": list(refused.values()),
        "came": origins.origin().safety_open(request.user) if waiting else [],
        "now": timezone.now(),
        "may_forward": policy.allows(request.user.role, "safety_record", policy.ACT),
    }
    return render(request, "accounts/medical/safety.html", context, status=status)


def _box(record) -> str:
    """Many boxes of one name stand on the page: each has an id of its own."""
    return f"r{record.pk}_%s"
