"""Pages of the medical half: access, form, call, render."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from handoffs.shown import as_items
from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT
from msl_governance.firewall.refusals import without_nul
from msl_governance.ui.htmx import page, wants_fragment
from msl_governance.ui.pagination import paged

from . import actions, forms, pages, reach, selectors, services
from .calendars import as_ics

RECORD = "handoffs/medical/detail.html"


@access("follow_up")
def queue(request):
    """The hand-offs of one list, in order received; those that ended the newest first."""
    view = request.GET.get("view", "mine")
    view = view if view in selectors.VIEWS else "mine"
    order = ("-received_at", "-pk") if view == "ended" else ("received_at", "pk")
    found = paged(selectors.queue(request.user, view), request.GET, order=order)
    selectors.with_deadlines(found)
    context = {"page": found, "view": view, "hindrances": reach.hindrances(request.user)}
    return page(request, "handoffs/medical/list.html", context, partial="rows")


@access("follow_up")
def detail(request, pk):
    """One hand-off as it came, and what medical makes of it."""
    return _record(request, selectors.follow_up_of(request.user, pk))


@require_POST
@access("follow_up", ACT, steps=actions.ACTIONS)
def act(request, pk, name):
    """Take a step."""
    follow_up = selectors.follow_up_of(request.user, pk)
    form = actions.tried(name, follow_up, request.user, request.POST)
    if not actions.perform(form, actions.ACTIONS[name].service, follow_up=follow_up, by=request.user):
        return _record(request, selectors.follow_up_of(request.user, pk), bound={name: form}, status=422)
    messages.success(request, actions.ACTIONS[name].done)
    for doubt in pages.doubts(request.user, pk, name):
        messages.warning(request, doubt)
    return _done(request, pk)


@require_POST
@access("follow_up", ACT)
def forward(request, pk, event_pk):
    """Note that drug safety has an adverse event."""
    follow_up = selectors.follow_up_of(request.user, pk)
    event = selectors.adverse_event_of(request.user, follow_up, event_pk)
    form = forms.ReceiptForm(request.POST, step="forward")
    if not actions.perform(form, services.forward_adverse_event, event=event, by=request.user):
        return _record(request, follow_up, receipt=form, status=422)
    messages.success(request, pages.FORWARDED)
    return _done(request, pk)


@require_POST
@access("follow_up", ACT, writes=False)
def screen(request):
    """What in an interest's sentence may not cross, while it is typed. A stop is noted, once for a hand-off and a rule."""
    sentence = without_nul(request.POST.get("sentence", ""))[:2000]
    services.note_shown(sentence=sentence, matter=request.POST.get("matter", ""), by=request.user)
    findings = services.screen_interest(sentence)
    return render(request, "handoffs/medical/_screening.html", {"findings": as_items(sentence, findings)})


@access("follow_up")
def calendar(request):
    """One's planned follow-ups of a week."""
    context = pages.week(request.user, request.GET.get("week", ""))
    return page(request, "handoffs/medical/calendar.html", context, partial="week")


@access("follow_up")
def ics(request, pk):
    """The entry for one's own calendar."""
    follow_up = selectors.follow_up_of(request.user, pk)
    if follow_up.scheduled_for is None:
        raise Http404
    sequence = selectors.times_scheduled(follow_up) - 1
    answer = HttpResponse(as_ics(follow_up, sequence=sequence), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="scientific-follow-up.ics"'
    return answer


@access("medical_escalation")
def escalated(request):
    """What medical put before compliance, the newest first."""
    found = paged(selectors.escalations(request.user), request.GET, order=("-at", "-pk"))
    context = {"page": found, "rows": selectors.named(found)}
    return page(request, "handoffs/medical/escalated.html", context)


@access("interest_release")
def interests(request):
    """Interests that wait for a director's release."""
    return _interests(request)


@require_POST
@access("interest_release", ACT)
def release(request, pk):
    """Release an interest to commercial."""
    interest = selectors.interest_of_id(request.user, pk)
    form = _decision(request, forms.StepForm(request.POST), "release_interest", interest)
    if not actions.perform(form, services.release_interest, interest=interest, by=request.user):
        return _interests(request, problems=form.non_field_errors(), status=422)
    messages.success(request, pages.RELEASED)
    return redirect("handoffs_medical:interests")


@require_POST
@access("interest_release", ACT)
def hold(request, pk):
    """Hold an interest back, with a reason."""
    interest = selectors.interest_of_id(request.user, pk)
    form = _decision(request, forms.HoldForm(request.POST, step=f"hold_{pk}"), "hold_interest", interest)
    if not actions.perform(form, services.hold_interest, interest=interest, by=request.user):
        return _interests(request, bound={pk: form}, problems=pages.problems_of(form), status=422)
    messages.success(request, pages.HELD)
    return redirect("handoffs_medical:interests")


def _decision(request, form, name, interest):
    return actions.refused_if_not_offered(form, name, interest.follow_up, interest, request.user)


def _record(request, follow_up, *, status=200, **more):
    context = pages.record(request.user, follow_up, **more)
    context["told"] = [one.message for one in messages.get_messages(request)]
    return page(request, RECORD, context, partial="record", status=status)


def _done(request, pk):
    """The record anew: swapped in by htmx, by a redirect without it.

    Who passed on a question from outside their territory sees it no more; a 404 would undo the step.
    """
    gone = not selectors.is_visible(request.user, pk)
    address = reverse("handoffs_medical:list") if gone else reverse("handoffs_medical:detail", args=[pk])
    if not wants_fragment(request):
        return redirect(address)
    return (
        HttpResponseClientRedirect(address)
        if gone
        else _record(request, selectors.follow_up_of(request.user, pk))
    )


def _interests(request, *, bound=None, problems=(), status=200):
    context = pages.interests(request.user, request.GET, bound=bound or {}) | {"problems": problems}
    return page(request, "handoffs/medical/interests.html", context, status=status)
