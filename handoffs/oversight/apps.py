"""Application: Escalated hand-offs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoffsOversightConfig(AppConfig):
    """Escalated hand-offs."""

    name = "handoffs.oversight"
    label = "handoffs_oversight"

    def ready(self) -> None:
        """Compliance's entry of the rail, its card on the home, whom a notice is about, and what a merge counts."""
        from accounts.oversight.care import counts
        from msl_governance.audit import pending
        from msl_governance.firewall.sides import Role
        from msl_governance.notifications import naming
        from msl_governance.ui import navigation

        from .selectors import follow_ups_about, hcps_of, inquiries_about, latest

        naming.register("handoffs_oversight:escalations", hcps_of)
        counts.register(_("Scientific inquiries, as sent"), inquiries_about)
        counts.register(_("Scientific inquiries, as received"), follow_ups_about)

        navigation.register(Role.COMPLIANCE, _("Escalations"), "handoffs_oversight:escalations", "flag", 30)
        pending.register(
            pending.Card(
                "escalation",
                _("Escalated hand-offs"),
                "handoffs_oversight:escalations",
                "handoffs/oversight/_latest.html",
                latest,
            )
        )
