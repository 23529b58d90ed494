"""Application: Directory of HCPs and organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsSharedConfig(AppConfig):
    """Directory of HCPs and organisations."""

    name = "accounts.shared"
    label = "accounts_shared"

    def ready(self):
        """The directory's place in the navigation and the frame's search."""
        from msl_governance.firewall import policy
        from msl_governance.ui import navigation

        roles = [role for role in policy.POLICY if policy.allows(role, "hcp", policy.READ)]
        navigation.register(roles, _("Accounts"), "accounts_shared:directory", "building-hospital", 30)
        navigation.place("search", "accounts_shared:directory")
