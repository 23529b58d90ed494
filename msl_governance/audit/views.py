"""What compliance reads: crossings and refusals."""

from django.shortcuts import render

from msl_governance.firewall.access import access

from . import selectors
from .forms import LedgerFilter, RefusalFilter


@access("ledger")
def ledger(request):
    """All crossings of all doors, newest first."""
    form = LedgerFilter(request.GET)
    page = selectors.passages(request.user, form.wishes(), request.GET.get("before", ""))
    return render(request, "audit/ledger.html", {"form": form, "page": page})


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
