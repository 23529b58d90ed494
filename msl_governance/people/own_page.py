"""Pages about one's own sign-in: they work as core, and are drawn inside the person's own side, as every other page."""

from __future__ import annotations

from functools import wraps
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from msl_governance.firewall.database import acting_as

from . import sign_in


def drawn(request, template: str, context: dict, status: int = 200):
    """The page, with its frame, read as the person's side and unable to write."""
    with acting_as(request.user, request_id=request.firewall_id, read_only=True):
        return render(request, template, context, status=status)


def confirmed(view):
    """Only for who showed within ten minutes who they are; others do so first and come back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if sign_in.is_confirmed(request):
            return view(request, *args, **kwargs)
        address = f"{reverse('people:confirm')}?{urlencode({'next': request.path})}"
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"address": address}, status=403)
        return redirect(address)

    return guarded
