"""One template serves the page and its fragment (django-template-partials)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; not where it walks back in the history, which needs the whole."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not htmx.history_restore_request and not htmx.boosted


def ask(response: HttpResponse, dialog: str) -> HttpResponse:
    """The answer to a form that was found sound: keep what was typed, and ask by the dialog of that id."""
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"form-checked": "", "fw-open": dialog})
    return response


def go(request: HttpRequest, address: str) -> HttpResponse:
    """On to another page, whether the browser asks or htmx does, which would follow a redirect into a fragment."""
    if not wants_fragment(request):
        return HttpResponseRedirect(address)
    response = HttpResponse()
    response.headers["HX-Redirect"] = address
    return response


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Renders ``template``, or its ``{% partialdef %}`` named ``partial`` when htmx asks.

    Answer a form that has mistakes with ``status=422``: htmx swaps it like a success and the first bad field gets focus.
    """
    name = f"{template}#{partial}" if partial and wants_fragment(request) else template
    return render(request, name, context, status=status)
