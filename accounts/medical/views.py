"""Medical's page of an account, and call reports. A view is access, form, call, render."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.shared import selectors as directory
from accounts.shared.listing import selectors as account_list
from accounts.shared.proposing.ways import way_of
from accounts.shared.timeline import months_asked
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page

from . import answers, selectors, services, timeline
from .choosing import choice
from .objectives.selectors import open_with
from .shares import ShareForm
from .standing.selectors import holding
from .visits.selectors import open_with as visits_with

# What may be begun from the page of an account, and the record it writes.
STEPS = {
    "may_list": "influence",
    "may_plan": "visit",
    "may_set": "msl_objective",
    "may_record": "standing_request",
    "may_log": "call_report",
}


@access("medical_account")
@require_safe
def account(request, pk):
    """An HCP as medical sees it."""
    hcp = directory.hcp_of(request.user, pk)
    if hcp.pk != pk:
        return redirect("accounts_medical:account", hcp.pk)
    may = {name: policy.allows(request.user.role, record, policy.WRITE) for name, record in STEPS.items()}
    context = may | {
        "hcp": hcp,
        "account": hcp,
        "entries": account_list.entries_about(request.user, hcp),
        "timeline": timeline.of(request.user, hcp, months_asked(request.GET.get("months", ""))),
        "objectives": open_with(request.user, hcp.pk),
        "visits": visits_with(request.user, hcp.pk),
        "standing": holding(request.user, on=timezone.localdate(), hcp_id=hcp.pk),
    }
    context |= directory.around(hcp) | {"propose": way_of(request.user)}
    return page(request, "accounts/medical/account.html", context, partial="timeline")


@access("call_report", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form of a new report with the HCP named by ``hcp``; without one, the choice of the HCP. A second way to the
    report of one hand-off leads to the draft that was begun.
    """
    hcp = answers.hcp_named(request)
    if hcp is None:
        return choice(request, "report")
    if request.method == "POST":
        return answers.sent(request, hcp)
    if draft := answers.open_draft(request):
        return redirect("accounts_medical:edit", draft.pk)
    return answers.form(request, answers.begun(request, hcp))


@access("call_report", policy.WRITE, writes=False)
@require_POST
def choose(request):
    """HCPs closest to the words, each a way to the form that is meant. Words come by POST: addresses are logged."""
    return choice(request, request.POST.get("purpose", ""), request.POST.get("q", ""))


@access("call_report", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """One's own draft, as it was left. What is submitted has no such page any more."""
    if request.method == "POST" and answers.is_submitted_already(request, pk):
        return answers.too_late(request, pk)
    draft = selectors.draft_of(request.user, pk)
    hcp = directory.hcp_of(request.user, answers.first_hcp(draft))
    if request.method == "POST":
        return answers.sent(request, hcp)
    return answers.form(request, answers.as_left(request, draft, hcp))


@access("call_report", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    """Delete one's own draft, asked first."""
    draft = selectors.draft_of(request.user, pk)
    if request.method != "POST":
        return answers.discarding(request, draft)
    try:
        services.discard_draft(by=request.user, draft=draft)
    except ValidationError as refused:
        return answers.discarding(request, draft, refused.messages[0])
    messages.success(request, _("The draft is deleted."))
    return redirect("accounts_medical:reports")


@access("call_report")
@require_safe
def report(request, pk):
    """One call report, read only."""
    return answers.read(request, selectors.report_of(request.user, pk), ShareForm)


@access("call_report", policy.ACT)
@require_POST
def share(request, pk):
    """Let one medical colleague read one report."""
    one = selectors.report_of(request.user, pk)
    form = ShareForm(request.POST, colleagues=selectors.colleagues_to_share_with(request.user, one))
    if not form.is_valid() or not services.may_share(request.user, one):
        return answers.read(request, one, ShareForm, form=form, status=422)
    services.share_report(by=request.user, report=one, colleague=form.colleague)
    messages.success(request, _("Shared with %(name)s.") % {"name": form.colleague})
    return redirect("accounts_medical:report", pk)
