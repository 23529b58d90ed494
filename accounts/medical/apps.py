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

        roles = [role for role in policy.POLICY if policy.allows(role, "call_report", policy.READ)]
        navigation.register(roles, _("Exchanges"), "accounts_medical:reports", "message-dots", 20)
