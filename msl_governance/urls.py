"""Where all addresses are put together, and the frame is told where its parts lead."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall import views as wall
from msl_governance.firewall.sides import Role
from msl_governance.ui import navigation

handler400 = wall.error_400
handler403 = wall.error_403
handler404 = wall.neutral_404
handler500 = wall.error_500

urlpatterns = [
    path("healthz", wall.healthz, name="healthz"),
    path("readyz", wall.readyz, name="readyz"),
    path("", include("msl_governance.people.urls")),
    path("notifications/", include("msl_governance.notifications.urls")),
    path("oversight/escalations/", include("handoffs.oversight.urls")),
    path("oversight/directory/", include("accounts.oversight.care.urls")),
    path("oversight/exports/", include("accounts.oversight.urls")),
    path("oversight/", include("msl_governance.audit.urls")),
    path("accounts/", include("accounts.urls")),
    path("handoffs/", include("handoffs.urls")),
]

navigation.place("home", "people:home")
navigation.place("me", "people:me")
navigation.place("logout", "people:logout")
navigation.register(list(Role), _("Home"), "people:home", "home", 1)
navigation.register(
    [Role.COMPLIANCE, Role.LEGAL], _("Crossings"), "audit:ledger", "door-exit", 10, key="ledger"
)
navigation.register([Role.COMPLIANCE, Role.LEGAL], _("Refusals"), "audit:refusals", "ban", 20, key="refusals")
