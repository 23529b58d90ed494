"""Application: Escalated hand-offs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoffsOversightConfig(AppConfig):
    """Escalated hand-offs."""

    name = "handoffs.oversight"
    label = "handoffs_oversight"

    def ready(self) -> None:
        """Compliance's entry of the rail, and whom a notice is about."""
        from msl_governance.firewall.sides import Role
        from msl_governance.ui import navigation

        navigation.register(Role.COMPLIANCE, _("Escalations"), "handoffs_oversight:escalations", "flag", 30)
