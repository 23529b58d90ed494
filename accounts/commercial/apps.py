"""Application: Objectives, detail calls and prescribing data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the side's people find in the rail: label, page, icon, place, and the kind of record that opens it.
PLACES = (
    (_("Detail calls"), "accounts_commercial:calls", "notes", 40, "detail_call"),
    (_("Objectives"), "accounts_commercial:objectives", "target", 45, "rep_objective"),
    (_("Library"), "accounts_commercial:content", "books", 50, "promotional_content"),
)


class AccountsCommercialConfig(AppConfig):
    """Objectives, detail calls and prescribing data."""

    name = "accounts.commercial"
    label = "accounts_commercial"

    def ready(self):
        """The lists' places in the navigation, and the start page of whoever leads."""
        from msl_governance.firewall import policy
        from msl_governance.firewall.sides import Role
        from msl_governance.people import homes
        from msl_governance.ui import navigation

        from .home import home

        homes.register(Role.VP_COMMERCIAL, "accounts/commercial/home.html", home)

        for name, page, icon, order, kind in PLACES:
            roles = [role for role in policy.POLICY if policy.allows(role, kind, policy.READ)]
            navigation.register(roles, name, page, icon, order)
