"""Application: Exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsOversightConfig(AppConfig):
    """Exports."""

    name = "accounts.oversight"
    label = "accounts_oversight"

    def ready(self) -> None:
        """The entry of the rail."""
        from msl_governance.firewall.sides import Role
        from msl_governance.ui import navigation

        roles = [Role.COMPLIANCE, Role.LEGAL]
        navigation.register(roles, _("Exports"), "accounts_oversight:exports", "file-export", 40)
