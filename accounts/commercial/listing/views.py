"""Commercial's pages of the account list: one entry, and putting an account on the list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.shared.listing import pages
from accounts.shared.listing import selectors as account_list
from accounts.shared.listing.forms import AdditionForm
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.firewall.sides import Role

from . import selectors, services
from .forms import ImportanceForm

ENTRY = "accounts/commercial/list_entry.html"
NEW = "accounts/shared/list_new.html"


@access("importance")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, pk):
    """One entry: both tiers, and what one's own side said of it; said anew by POST."""
    one = account_list.entry_of(request.user, pk)
    form = _form(request, one)
    if form is not None and form.is_bound and _said(form, request.user):
        messages.success(request, _("Saved. The other side sees the new word, not the reason."))
        return redirect("accounts_commercial:list_entry", pk)
    context = {"entry": one, "form": form, "words": selectors.words_on(request.user, one)}
    return render(request, ENTRY, context, status=422 if request.method == "POST" else 200)


def _form(request, one) -> ImportanceForm | None:
    """The form, for roles that say the word."""
    data = request.POST if request.method == "POST" else None
    if not policy.allows(request.user.role, "importance", policy.WRITE):
        if data is not None:
            raise PermissionDenied
        return None
    return ImportanceForm(data, entry=one, may_delist=request.user.role == Role.SALES_DIRECTOR)


def _said(form: ImportanceForm, person) -> bool:
    """Whether the words were taken; complaints stand in the form else."""
    if not form.is_valid():
        return False
    try:
        services.set_importance(by=person, entry=form.entry, note=form.cleaned_data["note"], **form.changes)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@access("importance", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Put the account that the address names on the list of a product and an area."""
    account = pages.account_named(request)
    if account is None:
        return redirect("accounts_shared:directory")
    data = request.POST if request.method == "POST" else None
    form = AdditionForm(data, person=request.user, account=account)
    made = pages.added(form, services.add_account, by=request.user)
    if made is not None:
        messages.success(request, _("The account is on the list."))
        return redirect("accounts_commercial:list_entry", made.pk)
    return render(request, NEW, {"form": form, "account": account}, status=422 if form.is_bound else 200)
