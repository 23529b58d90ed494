"""Pages about territories and who works them, today and on any other day."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT, WRITE
from msl_governance.firewall.sides import Side

from . import alignments, selectors, services
from .forms import AlignmentForm, DayForm, EndForm, TerritoryForm
from .people_views import _carried_out, _context_of


@access("people")
@require_safe
def territories(request):
    """Both trees side by side, as of a day."""
    form = DayForm(request.GET)
    trees = [
        (side, selectors.tree(request.user, side, form.day), reverse(f"people:territory_new_{side.login}"))
        for side in selectors.TERRITORIES
    ]
    context = {"trees": trees, "form": form, "day": form.day, "today": selectors.today()}
    return render(request, "people/administration/territories.html", context)


@access("people", WRITE)
def new_territory(request, side):
    """A new node in a side's tree."""
    form = TerritoryForm(request.POST or None, by=request.user, side=side)
    if request.method == "POST" and form.is_valid():
        made = _carried_out(form, services.create_territory, by=request.user, side=side)
        if made:
            messages.success(request, _("The territory stands. Now say who works it."))
            return redirect(f"people:territory_{side.login}", made.pk)
    context = {"form": form, "side": side}
    return render(
        request, "people/administration/territory_new.html", context, status=422 if form.errors else 200
    )


@access("people", WRITE)
def territory(request, side, pk):
    """One territory: its facts, and everybody who works, worked or is going to work it."""
    found = selectors.territory_of(request.user, side, pk)
    initial = {name: getattr(found, name) for name in ("name", "parent", "regions", "alone")}
    form = TerritoryForm(request.POST or None, by=request.user, side=side, territory=found, initial=initial)
    facts = {"by": request.user, "side": side, "territory": found}
    if form.is_valid() and _carried_out(form, services.change_territory, **facts):
        messages.success(request, _("Saved."))
        return redirect(f"people:territory_{side.login}", pk)
    fresh = selectors.territory_of(request.user, side, pk)
    held = selectors.alignments_in(request.user, side, fresh)
    context = {"form": form, "territory": fresh, "side": side, "alignments": held, "today": selectors.today()}
    return render(
        request, "people/administration/territory.html", context, status=422 if form.errors else 200
    )


@require_POST
@access("people", ACT)
def align(request, pk):
    """The person works a territory from a day on; or, where one of their alignments is named, no longer does."""
    found = selectors.person_of(request.user, pk)
    if "alignment" in request.POST:
        return _end_alignment(request, found)
    if Side(found.side) not in selectors.TERRITORIES:
        messages.error(request, _("Only people of the two field sides work territories."))
        return redirect("people:person", pk)
    form = AlignmentForm(request.POST, by=request.user, side=Side(found.side))
    if form.is_valid() and _carried_out(form, alignments.align, by=request.user, person=found):
        messages.success(request, _("Noted. Access follows today’s alignment."))
        return redirect("people:person", pk)
    context = _context_of(request, found) | {"form": form}
    return render(request, "people/administration/person.html", context, status=422)


def _end_alignment(request, person):
    """From which day on one of the person's alignments no longer holds."""
    found = selectors.alignment_of(request.user, person, request.POST["alignment"])
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Name the day from which it no longer holds, as 2026-03-31."))
    elif _carried_out(form, alignments.end, by=request.user, alignment=found):
        messages.success(request, _("Noted. Access follows today’s alignment."))
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect("people:person", person.pk)
