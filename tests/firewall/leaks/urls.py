"""The product's addresses, the planted leaks, and pages that are clean for comparison."""

from django.http import HttpResponse
from django.urls import include, path

from accounts.shared.models import Hcp
from msl_governance.firewall.access import SIGNED_IN, access
from msl_governance.urls import handler400, handler403, handler404, handler500  # noqa: F401
from msl_governance.urls import urlpatterns as product

from .planted import LEAKS


@access(SIGNED_IN)
def clean(request):
    """Reads shared records alone."""
    return HttpResponse(", ".join(Hcp.objects.values_list("last_name", flat=True)))


urlpatterns = [
    *[path(f"leak/{name}/", access(SIGNED_IN)(view)) for name, view in LEAKS.items()],
    path("leak-free/", clean),
    path("", include(product)),
]
