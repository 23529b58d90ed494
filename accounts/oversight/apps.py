"""Application: Exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsOversightConfig(AppConfig):
    """Exports."""

    name = "accounts.oversight"
    label = "accounts_oversight"

    def ready(self) -> None:
        """The entries of the rail, and the card on the home."""
        from msl_governance.audit import pending
        from msl_governance.firewall.sides import Role
        from msl_governance.ui import navigation

        from .care.proposals import latest

        roles = [Role.COMPLIANCE, Role.LEGAL]
        navigation.register(roles, _("Directory"), "accounts_care:proposals", "book", 35)
        pending.register(
            pending.Card(
                "directory_care",
                _("Proposals for the directory"),
                "accounts_care:proposals",
                "accounts/care/_latest.html",
                latest,
            )
        )
        navigation.register(roles, _("Exports"), "accounts_oversight:exports", "file-export", 40)
