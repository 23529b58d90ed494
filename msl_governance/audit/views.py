"""What compliance reads: crossings and refusals."""

from django.shortcuts import render
from django.utils import timezone

from msl_governance.firewall.access import access

from . import selectors
from .forms import LedgerFilter, RefusalFilter


@access("ledger")
def ledger(request):
    """All crossings of all doors, newest first; for paper more of them at once, with what they were narrowed by."""
    form, on_paper = LedgerFilter(request.GET), "print" in request.GET
    size = selectors.MOST_ON_PAPER if on_paper else selectors.SIZE
    page = selectors.passages(request.user, form.wishes(), request.GET.get("before", ""), size=size)
    context = {"form": form, "page": page, "at": timezone.now()}
    return render(request, "audit/ledger_on_paper.html" if on_paper else "audit/ledger.html", context)


@access("ledger")
def passage(request, pk):
    """One crossing: the exact payload and its hash, worked out again."""
    return render(request, "audit/passage.html", {"passage": selectors.passage_of(request.user, pk)})


@access("ledger")
def refusals(request):
    """All refusals, newest first."""
    form = RefusalFilter(request.GET)
    page = selectors.refusals(request.user, form.wishes(), request.GET.get("before", ""))
    return render(request, "audit/refusals.html", {"form": form, "page": page})


@access("ledger")
def refusal(request, pk):
    """One refusal: what was typed, and which rules held it."""
    return render(request, "audit/refusal.html", {"refusal": selectors.refusal_of(request.user, pk)})
