"""Application: Inquiries as entered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoffsCommercialConfig(AppConfig):
    """Inquiries as entered."""

    name = "handoffs.commercial"
    label = "handoffs_commercial"

    def ready(self) -> None:
        """Put the pages into navigation and homes, inquiries on timelines, and say whom a notice is about."""
        from accounts.commercial import timeline
        from msl_governance.firewall.sides import Role
        from msl_governance.notifications import naming
        from msl_governance.people import homes
        from msl_governance.ui import navigation

        from . import happenings, pages, selectors

        timeline.register(happenings.sent)
        naming.register("handoffs_commercial:detail", selectors.hcps_of)
        naming.register("handoffs_commercial:edit", selectors.hcps_of)
        navigation.register(
            Role.REP,
            _("Inquiries"),
            "handoffs_commercial:list",
            "message-2-question",
            20,
            count=selectors.waiting_for,
        )
        navigation.register(
            Role.SALES_DIRECTOR, _("Inquiries"), "handoffs_commercial:list", "message-2-question", 20
        )
        homes.register(Role.REP, "handoffs/commercial/home_rep.html", pages.rep_home)
        homes.register(Role.SALES_DIRECTOR, "handoffs/commercial/home_director.html", pages.director_home)
        homes.register(Role.EVENT_COORDINATOR, "handoffs/commercial/home_plain.html", pages.plain_home)
