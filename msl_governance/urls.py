"""Where all addresses are put together."""

from django.urls import include, path

from msl_governance.firewall import views as wall

handler400 = wall.error_400
handler403 = wall.error_403
handler404 = wall.neutral_404
handler500 = wall.error_500

urlpatterns = [
    path("healthz", wall.healthz, name="healthz"),
    path("readyz", wall.readyz, name="readyz"),
    path("", include("msl_governance.people.urls")),
    path("notifications/", include("msl_governance.notifications.urls")),
    path("oversight/", include("msl_governance.audit.urls")),
    path("accounts/", include("accounts.urls")),
    path("handoffs/", include("handoffs.urls")),
]
