"""Health, readiness and the neutral error pages."""

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from .access import ANYBODY, access
from .database.guard import readiness

# Of a form that is sent again: the token is a new one, and passwords are typed anew; so is the code beside a password.
NEVER_AGAIN = {"csrfmiddlewaretoken", "password", "new", "again"}


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


def busy_503(request):
    """A record that somebody else holds: nothing was saved, and what was typed can be sent again. No query."""
    context = {"address": request.get_full_path()}
    if request.method == "POST":
        left_out = NEVER_AGAIN | ({"code"} if "password" in request.POST else set())
        sent = ((name, value) for name, values in request.POST.lists() for value in values)
        context |= {
            "token": get_token(request),
            "fields": [one for one in sent if one[0] not in left_out],
        }
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


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
