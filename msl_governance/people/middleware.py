"""Times are shown in the person's own time zone."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


class TimeZoneMiddleware:
    """Activates the signed-in person's time zone for the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = getattr(request.user, "time_zone", "")
        try:
            with timezone.override(ZoneInfo(name) if name else None):
                return self.get_response(request)
        except ZoneInfoNotFoundError:
            return self.get_response(request)
