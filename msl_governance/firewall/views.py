"""Health, readiness and the neutral error pages."""

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

from .access import ANYBODY, access
from .database.guard import readiness


def neutral_404(request, exception=None):
    """The one answer for missing, hidden and other side's: the same bytes, no query."""
    return HttpResponse(render_to_string("404.html"), status=404)


def error_403(request, exception=None):
    """A wrong action on one's own side. Never names the object."""
    return HttpResponse(render_to_string("403.html"), status=403)


def error_400(request, exception=None):
    """A malformed request."""
    return HttpResponse(render_to_string("400.html"), status=400)


def error_500(request):
    """Our mistake. No detail, no query."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request, reason=""):
    """The form's token was too old."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


@access(ANYBODY)
def healthz(request):
    """200 when the process serves."""
    return HttpResponse("ok", content_type="text/plain")


@access(ANYBODY)
def readyz(request):
    """200 when database, broker and migrations are ready; else 503 and which one."""
    state = readiness(connection)
    return JsonResponse(state, status=200 if all(state.values()) else 503)
