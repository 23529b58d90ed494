"""Pages of the representative's half of door 2."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from handoffs.protocol import InquiryState, NotNow
from handoffs.shown import above_the_record
from msl_governance.firewall.access import access
from msl_governance.firewall.doors import DoorClosed
from msl_governance.firewall.policy import ACT, READ, WRITE
from msl_governance.ui.htmx import ask, page
from msl_governance.ui.pagination import paged

from . import desk, forms, pages, selectors, services
from .models import AdverseEvent, Inquiry

FORM = "handoffs/commercial/inquiry_form.html"
HELD = gettext_lazy("Take out what is marked below. The rest stays as you typed it.")
SAVED = "handoffs/commercial/_saved.html"
DETAIL = "handoffs/commercial/inquiry_detail.html"


@access("inquiry", READ)
def inquiry_list(request):
    """The tracker: one's own inquiries, or the team's."""
    where = request.GET.get("where", "")
    found = selectors.filtered(selectors.inquiries_of(request.user), where)
    context = pages.tracker(request.user, paged(found, request.GET), where)
    return page(request, "handoffs/commercial/inquiry_list.html", context, partial="rows")


@access("inquiry", WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """An empty form, or one about the doctor whose page one comes from."""
    if request.method == "POST":
        return _act(request, desk.kept_draft(request.user, request.POST.get("draft", "")))
    return render(request, FORM, desk.opened(request.user, None, request.GET.get("hcp")))


@access("inquiry", WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, inquiry_id):
    """A kept draft; a sent one leads to its record."""
    kept = desk.kept_draft(request.user, str(inquiry_id))
    if kept is None:
        raise Http404
    if kept.state != InquiryState.DRAFT:
        return redirect("handoffs_commercial:detail", kept.pk)
    if request.method == "POST":
        return _act(request, kept)
    context = desk.opened(request.user, kept, None)
    services.note_shown(by=request.user, entry=context["entry"], matter=context["matter"])
    return render(request, FORM, context)


@access("inquiry", WRITE, writes=False)
@require_POST
def screen(request):
    """Live: what would be held, and the exact preview. What is held is noted, once for a form and what held it."""
    kept = desk.kept_draft(request.user, request.POST.get("draft", ""))
    context = desk.typed(request.user, request.POST, kept=kept)
    services.note_shown(by=request.user, entry=context["entry"], matter=context["matter"])
    return render(request, "handoffs/commercial/_screen.html", context)


@access("inquiry", WRITE, writes=False)
@require_POST
def doctors(request):
    """Live: doctors by name, one chosen, or another one wanted. By POST, so that no name is in an address."""
    kept = desk.kept_draft(request.user, request.POST.get("draft", ""))
    context = desk.typed(request.user, request.POST, kept=kept)
    # Only another doctor changes contact and preview; a search leaves both as they are.
    moved = "pick" in request.POST or request.POST.get("action") == "change"
    if moved:
        services.note_shown(by=request.user, entry=context["entry"], matter=context["matter"])
    response = render(request, "handoffs/commercial/_doctor_answer.html", context | {"moved": moved})
    if moved:
        response.headers["HX-Trigger-After-Settle"] = "doctor-chosen"
    return response


@access("inquiry", WRITE)
@require_POST
def autosave(request):
    """Live: keep what is sound so far, quietly."""
    kept = desk.kept_draft(request.user, request.POST.get("draft", ""))
    form, entry = desk.form_and_entry(request.user, request.POST)
    if form.has_error("verbatim", "max_length"):
        return render(request, SAVED, {"problem": form.errors["verbatim"][0]}, status=422)
    if entry.is_blank and kept is None:
        return HttpResponse(status=204)
    try:
        kept = services.save_draft(by=request.user, entry=entry, inquiry_id=kept.pk if kept else None)
    except NotNow as error:
        return render(request, SAVED, {"problem": str(error)}, status=422)
    return render(request, SAVED, pages.saved(kept))


@access("inquiry", READ)
def detail(request, inquiry_id):
    """The record: steps, what crossed, the closed room, a released interest."""
    inquiry = _seen(request, inquiry_id)
    if inquiry.state == InquiryState.DRAFT:
        return redirect("handoffs_commercial:edit", inquiry.pk)
    return render(request, DETAIL, pages.record(request.user, inquiry))


@access("inquiry", ACT)
@require_POST
def withdraw(request, inquiry_id):
    """The HCP takes the question back."""
    inquiry = _seen(request, inquiry_id)
    try:
        services.withdraw_inquiry(by=request.user, inquiry_id=inquiry.pk)
    except (NotNow, DoorClosed) as error:
        context = pages.record(request.user, inquiry, problem=above_the_record(error))
        return render(request, DETAIL, context, status=422)
    messages.success(request, _("Withdrawn. Medical is told that the HCP takes the question back."))
    return redirect("handoffs_commercial:detail", inquiry.pk)


@access("inquiry", ACT)
@require_POST
def escalate(request, inquiry_id):
    """Put an inquiry of one's own before compliance."""
    inquiry, form = _seen(request, inquiry_id), forms.EscalationForm(request.POST)
    try:
        if form.is_valid():
            services.escalate_inquiry(by=request.user, inquiry_id=inquiry.pk, **form.cleaned_data)
            messages.success(request, _("Compliance has it. Nobody else on either side can read it."))
            return redirect("handoffs_commercial:detail", inquiry.pk)
    except NotNow as error:
        form.add_error(None, above_the_record(error))
    return render(request, DETAIL, pages.record(request.user, inquiry, escalation=form), status=422)


@access("inquiry", WRITE)
@require_POST
def delete(request, inquiry_id):
    """Throw a draft away."""
    inquiry = _seen(request, inquiry_id)
    try:
        services.delete_draft(by=request.user, inquiry_id=inquiry.pk)
    except NotNow as error:
        messages.error(request, above_the_record(error))
        return redirect("handoffs_commercial:detail", inquiry.pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("handoffs_commercial:list")


@access("inquiry", ACT)
@require_POST
def forward_adverse_event(request, inquiry_id):
    """Record the receipt number of drug safety."""
    inquiry, form = _seen(request, inquiry_id), forms.ReceiptForm(request.POST)
    event = pages.event_of(request.user, inquiry)
    if event is None:
        raise Http404
    if form.is_valid() and _forwarded(request, form, event):
        return redirect("handoffs_commercial:detail", inquiry.pk)
    return render(request, DETAIL, pages.record(request.user, inquiry, receipt=form), status=422)


def _seen(request, inquiry_id) -> Inquiry:
    inquiry = selectors.inquiry_of(request.user, inquiry_id)
    if inquiry is None:
        raise Http404
    return inquiry


def _forwarded(request, form: forms.ReceiptForm, event: AdverseEvent) -> bool:
    try:
        services.forward_adverse_event(by=request.user, event_id=event.pk, **form.cleaned_data)
    except NotNow as error:
        form.add_error("receipt_number", str(error))
        return False
    messages.success(request, _("Recorded: drug safety has it."))
    return True


def _act(request, kept: Inquiry | None) -> HttpResponse:
    """What the pressed button says: send, keep, or look for a doctor. A sent one is not sent twice."""
    if kept and kept.state != InquiryState.DRAFT:
        return redirect("handoffs_commercial:detail", kept.pk)
    action = request.POST.get("action", "")
    context = desk.typed(request.user, request.POST, kept=kept, sending=action in ("send", "check"))
    if "pick" in request.POST or action in ("find", "change"):
        return render(request, FORM, context)
    if action == "check":
        return _check(request, context)
    return _send(request, context, kept) if action == "send" else _keep(request, context, kept)


def _check(request, context: dict) -> HttpResponse:
    """Whether it would be taken, before somebody is asked whether they mean it. Sends and keeps nothing."""
    sound = _is_sound(request, context)
    answer = page(request, FORM, context, partial="desk", status=200 if sound else 422)
    return ask(answer, "ask") if sound else answer


def _is_sound(request, context: dict) -> bool:
    """Whether the form says all that it must and nothing that it may not; what is refused is noted, and said."""
    form = context["form"]
    try:
        services.refuse_unready(by=request.user, entry=context["entry"])
    except services.Held:
        form.add_error("verbatim", HELD)
    except DoorClosed as error:
        form.add_error(None, str(error))
    return form.is_valid()


def _send(request, context: dict, kept: Inquiry | None) -> HttpResponse:
    form, entry = context["form"], context["entry"]
    try:
        if _is_sound(request, context):
            sent = services.submit_inquiry(by=request.user, entry=entry, inquiry_id=kept.pk if kept else None)
            messages.success(request, pages.sent_sentence(sent))
            return redirect("handoffs_commercial:detail", sent.pk)
    except (NotNow, DoorClosed) as error:
        form.add_error(None, str(error))
    return render(request, FORM, context, status=422)


def _keep(request, context: dict, kept: Inquiry | None) -> HttpResponse:
    form, entry = context["form"], context["entry"]
    if not form.is_valid():
        return render(request, FORM, context, status=422)
    if not entry.is_blank or kept:
        try:
            services.save_draft(by=request.user, entry=entry, inquiry_id=kept.pk if kept else None)
        except NotNow as error:
            form.add_error(None, str(error))
            return render(request, FORM, context, status=422)
        messages.success(request, _("Kept as a draft. Nothing has crossed."))
    return redirect("handoffs_commercial:list")
