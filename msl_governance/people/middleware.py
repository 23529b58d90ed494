"""What holds for a whole request: the person's own time zone and language, and the address they come from."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone, translation

from .lockout import address_of
from .signing import here


class AddressMiddleware:
    """Notes where the request comes from, for whoever counts attempts without holding the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = here.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            here.reset(token)


class OwnMannerMiddleware:
    """Activates the signed-in person's time zone and language for the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(zone_of(getattr(request.user, "time_zone", ""))):
            language = language_of(request.user)
            if not language:
                return self.get_response(request)
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
                response.headers["Content-Language"] = language
                return response


def language_of(person) -> str:
    """The person's language where the product still has it; empty for the browser's."""
    language = getattr(person, "language", "")
    return language if language in dict(settings.LANGUAGES) else ""


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of that name; None, which is the house's own, where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
