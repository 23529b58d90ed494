"""The product's addresses, and the planted leaks of both directions."""

from django.urls import include, path

from msl_governance.firewall.access import SIGNED_IN, access
from msl_governance.urls import handler400, handler403, handler404, handler500  # noqa: F401
from msl_governance.urls import urlpatterns as product

from . import seen_by_commercial, seen_by_medical

PLANTED = {"COMMERCIAL": seen_by_commercial.LEAKS, "MEDICAL": seen_by_medical.LEAKS}

urlpatterns = [
    *[
        path(f"leak/{viewer.lower()}/{name}/", access(SIGNED_IN)(view))
        for viewer, leaks in PLANTED.items()
        for name, view in leaks.items()
    ],
    path("", include(product)),
]
