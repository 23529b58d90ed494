"""A request enters one side, in one transaction, opened around the whole response."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

from . import refusals, views
from .access import ANYBODY, OWN, rule_of
from .database import acting_as
from .querysets import AcrossTheWall

INSUFFICIENT_PRIVILEGE, UNDEFINED_TABLE = "42501", "42P01"
# A lock that was not given in time, and a deadlock that the database ended.
BUSY = ("55P03", "40P01")
SAFE = ("GET", "HEAD", "OPTIONS")
KNOWN = (*SAFE, "POST")


class IdentityMiddleware:
    """Outermost: every request starts as core, whatever the thread did before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with connection.as_login("core"):
            return self.get_response(request)


class SidePageHeaders:
    """Side pages are never stored: back and forward, shared machines, proxies."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class FirewallMiddleware:
    """Innermost: enters the person's side, states the transaction's manners, maps refusals to answers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.firewall_id = str(uuid4())
        if for_anybody(request.path_info):
            with refusals.collecting(request_id=request.firewall_id):
                return self.get_response(request)
        person = request.user
        if not person.is_authenticated:
            with refusals.collecting(request_id=request.firewall_id):
                return self.get_response(request)
        if settings.THRESHOLD_SIDE and person.side.lower() != settings.THRESHOLD_SIDE:
            return views.neutral_404(request)
        known = {"person_id": str(person.pk), "side": person.side, "request_id": request.firewall_id}
        if for_oneself(request.path_info):
            with refusals.collecting(**known):
                return self.get_response(request)
        with refusals.collecting(**known), acting_as(person, request_id=request.firewall_id):
            response = self.get_response(request)
            if response.status_code >= 400 or getattr(request, "firewall_failed", False):
                transaction.set_rollback(True)
            return self._no_stream(response)

    def process_view(self, request, view, args, kwargs):
        """Apply the view's rule before it runs; READ ONLY for whatever may not write."""
        rule, person = rule_of(view), request.user
        if rule is None:
            return views.error_403(request)
        if rule.record == ANYBODY:
            return _unless_known(request)
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not rule.allows(person):
            return self._refuse(request, across=rule.is_across(person))
        if rule.record != OWN and (request.method in SAFE or not rule.writes):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
        return _unless_known(request)

    def process_exception(self, request, error):
        """What the wall refuses becomes the neutral 404, and a refusal for compliance; a record held by others a page
        that sends again.
        """
        state = sql_state(error)
        if isinstance(error, AcrossTheWall):
            return self._refuse(request, across=True)
        if isinstance(error, DatabaseError) and state in (INSUFFICIENT_PRIVILEGE, UNDEFINED_TABLE):
            request.firewall_failed = True
            refusals.note("database", request.resolver_match.view_name, detail=[state])
            return views.neutral_404(request)
        if isinstance(error, Http404):
            return views.neutral_404(request)
        if isinstance(error, DatabaseError) and state in BUSY:
            request.firewall_failed = True
            return views.busy_503(request)
        return None

    def _refuse(self, request, *, across):
        refusals.note("wall" if across else "policy", request.resolver_match.view_name)
        return views.neutral_404(request) if across else views.error_403(request)

    def _no_stream(self, response):
        if response.streaming and not getattr(response, "enters_its_side", False):
            raise RuntimeError(
                "A streaming answer runs after the transaction; it must enter its side itself."
            )
        return response


def _unless_known(request) -> HttpResponse | None:
    """405 to a method that no page knows: a view without a word on methods would take PUT for GET."""
    return None if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)


def for_anybody(path: str) -> bool:
    """Whether a page is everybody's: sign-in, sign-out, health. Such a page runs as core and enters no side."""
    return _record_of(path) == ANYBODY


def for_oneself(path: str) -> bool:
    """Whether a page is about one's own sign-in: it runs as core, which alone keeps sessions and second factors."""
    return _record_of(path) == OWN


def _record_of(path: str) -> str:
    try:
        rule = rule_of(resolve(path).func)
    except Resolver404:
        return ""
    return rule.record if rule else ""


def sql_state(error) -> str:
    """SQLSTATE of a database error, or an empty string."""
    return getattr(getattr(error, "__cause__", None), "pgcode", "") or ""
