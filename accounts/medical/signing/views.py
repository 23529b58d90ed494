"""Amending a signed report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.medical import answers, selectors
from accounts.medical.shares import ShareForm
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.people.signing import NotConfirmed

from . import services
from .forms import AmendForm


@access("call_report", policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "code")
def amend(request, pk):
    """Sign a numbered amendment of one's own report; by GET the report with the form open."""
    report = selectors.locked_report_of(request.user, pk)
    if report.author_id != request.user.pk:
        raise PermissionDenied
    form = AmendForm(request.POST if request.method == "POST" else None, person=request.user)
    if not form.is_valid() or not _amended(request, form, report):
        return answers.read(request, report, ShareForm, amend_form=form, status=422 if form.is_bound else 200)
    return redirect("accounts_medical:report", pk)


def _amended(request, form: AmendForm, report) -> bool:
    words = {name: form.cleaned_data[name] for name in ("correction", "reason")}
    try:
        if services.amend_report(by=request.user, report=report, confirm=form.confirm, **words):
            messages.success(request, _("The amendment is signed and stands beside the report."))
        else:
            # Never “signed”: nobody has shown who they are this time.
            messages.info(request, _("This amendment stands already. Nothing was signed again."))
    except NotConfirmed as refused:
        form.add_error(refused.field, str(refused))
    except ValidationError as refused:
        form.add_error(None, refused)
    return not form.errors
