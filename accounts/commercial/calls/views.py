"""Pages of detail calls."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.commercial import answers
from accounts.commercial.choosing import choice
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page

from . import rules, selectors, services
from .forms import CallForm, CorrectionForm, as_typed, initial_of

KIND = "detail_call"


@access(KIND, policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A call with the HCP that the address names; without one, the choice of the HCP."""
    hcp = answers.hcp_named(request)
    if hcp is None:
        return choice(request, "call")
    form = _form(request, CallForm, hcp)
    made = answers.done(form, services.log_call, by=request.user, hcp=hcp)
    if made is not None:
        messages.success(request, _("The call is logged. It stays with commercial."))
        return redirect("accounts_commercial:account", hcp.pk)
    return _page(request, form, {"hcp": hcp})


@access(KIND)
@require_safe
def call(request, pk):
    """One call with its corrections."""
    one = selectors.call_of(request.user, pk)
    context = {
        "call": one, "hcp": one.hcp, "corrections": selectors.corrections_of(request.user, one),
        "may_correct": rules.may_correct(request.user, one),
    }  # fmt: skip
    return render(request, "accounts/commercial/calls/call.html", context)


@access(KIND, policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """The next numbered correction of one's own call."""
    one = selectors.call_of(request.user, pk)
    if not rules.may_correct(request.user, one):
        raise PermissionDenied
    chosen = [str(row.content_id) for row in one.detailed.all()]
    form = _form(request, CorrectionForm, one.hcp, initial=initial_of(one), chosen=chosen)
    made = answers.done(form, services.correct_call, by=request.user, call=one)
    if made is not None:
        messages.success(request, _("Correction %(n)s is kept.") % {"n": made.number})
        return redirect("accounts_commercial:call", pk)
    return _page(request, form, {"hcp": one.hcp, "call": one})


def _form(request, kind, hcp, **known) -> CallForm:
    """The form as sent; as typed and not judged yet where only another day was chosen; else untouched."""
    if request.method != "POST":
        return kind(person=request.user, hcp=hcp, **known)
    if request.POST.get("action") == "refresh":
        known |= {
            "initial": as_typed(request.POST, person=request.user, hcp=hcp),
            "chosen": request.POST.getlist("contents"),
        }
        return kind(person=request.user, hcp=hcp, **known)
    return kind(request.POST, person=request.user, hcp=hcp, **known)


def _page(request, form, context):
    context = context | {"form": form, "may_ask": policy.allows(request.user.role, "inquiry", policy.WRITE)}
    status = 422 if form.is_bound else 200
    return page(request, "accounts/commercial/calls/form.html", context, partial="call", status=status)
