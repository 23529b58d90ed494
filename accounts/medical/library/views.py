"""Pages of the library."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import MaterialForm


@access("material")
@require_safe
def library(request):
    """What may be shared today; every version where ``show=all`` asks for it."""
    today = timezone.localdate()
    everything = request.GET.get("show") == "all"
    found = selectors.materials(request.user) if everything else selectors.approved(request.user, on=today)
    rows = paged(found, request.GET, order=("code", "-approved_on", "pk"))
    for row in rows:
        row.approved = row.is_approved_on(today)
    may_keep = policy.allows(request.user.role, "material", policy.WRITE)
    context = {"rows": rows, "everything": everything, "may_keep": may_keep}
    return render(request, "accounts/medical/library.html", context)


@access("material", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Take an approved version into the library."""
    form = MaterialForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(form, request.user):
        messages.success(request, _("It is in the library and may be shared from its approval on."))
        return redirect("accounts_medical:library")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/medical/material_form.html", {"form": form}, status=status)


@access("material", policy.WRITE)
@require_POST
def withdraw(request, pk):
    """Nobody shares this version any more."""
    one = selectors.material_of(request.user, pk)
    try:
        services.withdraw_material(by=request.user, material=one)
        messages.success(request, _("Withdrawn. It stays on record where it was shared."))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("accounts_medical:library")


def _added(form: MaterialForm, person) -> bool:
    try:
        services.add_material(by=person, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True
