"""Application: Inquiries as received and answered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoffsMedicalConfig(AppConfig):
    """Inquiries as received and answered."""

    name = "handoffs.medical"
    label = "handoffs_medical"

    def ready(self):
        """Homes of the medical roles, and the entries of the rail."""
        from msl_governance.firewall.sides import Role
        from msl_governance.people import homes
        from msl_governance.ui import navigation

        from . import pages
        from .selectors import interests_waiting, waiting_count

        homes.register(Role.MSL, "handoffs/medical/home_msl.html", pages.msl_home)
        homes.register(Role.MSL_DIRECTOR, "handoffs/medical/home_director.html", pages.director_home)
        homes.register(Role.HEAD_OF_MEDICAL, "handoffs/medical/home_plain.html", pages.plain_home)
        homes.register(Role.CLINICAL_DEVELOPMENT, "handoffs/medical/home_plain.html", pages.plain_home)
        field = [Role.MSL, Role.MSL_DIRECTOR]
        navigation.register(field, _("Hand-offs"), "handoffs_medical:list", "inbox", 10, count=waiting_count)
        navigation.register(field, _("Calendar"), "handoffs_medical:calendar", "calendar-event", 15)
        navigation.register(
            Role.MSL_DIRECTOR,
            _("Interests"),
            "handoffs_medical:interests",
            "bulb",
            12,
            count=lambda person: interests_waiting(person).count(),
        )
        navigation.register(Role.HEAD_OF_MEDICAL, _("Hand-offs"), "handoffs_medical:list", "inbox", 10)
