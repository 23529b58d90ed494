"""Application: Call reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsMedicalConfig(AppConfig):
    """Call reports."""

    name = "accounts.medical"
    label = "accounts_medical"

    def ready(self):
        """The list's place in the navigation."""
        from msl_governance.firewall import policy
        from msl_governance.ui import navigation

        for word, label, url_name, icon, order in (
            ("call_report", _("Exchanges"), "reports", "message-dots", 20),
            ("msl_objective", _("Objectives"), "objectives", "target", 40),
            ("standing_request", _("Standing requests"), "standing_requests", "bookmark", 45),
            ("material", _("Library"), "library", "books", 50),
            ("co_travel", _("Co-travel"), "co_travel", "notebook", 53),
            ("safety_record", _("Safety"), "safety", "first-aid-kit", 55),
        ):
            roles = [role for role in policy.POLICY if policy.allows(role, word, policy.READ)]
            navigation.register(roles, label, f"accounts_medical:{url_name}", icon, order)
