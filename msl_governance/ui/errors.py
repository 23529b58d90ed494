"""Neutral error pages. They ask no database, know no person, and say the same whatever the reason.

In ``urls.py``: ``handler404 = "msl_governance.ui.errors.not_found"`` and so on;
settings: ``CSRF_FAILURE_VIEW = "msl_governance.ui.errors.csrf_failure"``.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def neutral(status: int, template: str) -> HttpResponse:
    """A page without request and context, so that no byte of it can depend on who asks or why."""
    response = HttpResponse(render_to_string(template), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is broken."""
    return neutral(400, "400.html")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a rule says no to something the person may know of."""
    return neutral(403, "403.html")


def not_found(request: HttpRequest | None = None, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or it is closed to this person. The two must never be told apart."""
    return neutral(404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return neutral(500, "500.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is stale. ``reason`` is for the log, not for the page."""
    return neutral(403, "403_csrf.html")
