"""The page of who answers what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from msl_governance.firewall import policy
from msl_governance.firewall.access import access

from . import selectors, services
from .forms import AnswersForm


@access("topic_alignment")
@require_safe
def answering(request):
    """Who answers which kinds of question in one's territories; a director's page has the form."""
    return _page(request, AnswersForm(person=request.user, asked=request.GET))


@access("topic_alignment", policy.WRITE)
@require_POST
def set_answers(request):
    """Say which kinds one person answers in one territory."""
    form = AnswersForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    services.align(by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. It holds for questions that come from now on."))
    return redirect("handoffs_medical:answering")


def _page(request, form: AnswersForm, *, status: int = 200):
    may_set = policy.allows(request.user.role, "topic_alignment", policy.WRITE)
    context = {"places": selectors.places(request.user), "form": form if may_set else None}
    return render(request, "handoffs/medical/answering.html", context, status=status)
