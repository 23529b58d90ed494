"""Application: Inquiries as received and answered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoffsMedicalConfig(AppConfig):
    """Inquiries as received and answered."""

    name = "handoffs.medical"
    label = "handoffs_medical"

    def ready(self):
        """Homes and rail of the medical roles; what call reports, timelines and notices may ask of a hand-off."""
        _homes()
        _rail()
        _answers()


def _homes() -> None:
    from msl_governance.firewall.sides import Role
    from msl_governance.people import homes

    from . import pages

    homes.register(Role.MSL, "handoffs/medical/home_msl.html", pages.msl_home)
    homes.register(Role.MSL_DIRECTOR, "handoffs/medical/home_director.html", pages.director_home)
    homes.register(Role.HEAD_OF_MEDICAL, "handoffs/medical/home_head.html", pages.head_home)
    homes.register(Role.CLINICAL_DEVELOPMENT, "handoffs/medical/home_plain.html", pages.plain_home)


def _rail() -> None:
    from msl_governance.firewall.sides import Role
    from msl_governance.ui import navigation

    from .selectors import interests_waiting, waiting_count

    field = [Role.MSL, Role.MSL_DIRECTOR]
    navigation.register(
        field,
        _("Hand-offs"),
        "handoffs_medical:list",
        "inbox",
        10,
        count=waiting_count,
        counted=_("wait for your review"),
    )
    navigation.register(field, _("Calendar"), "handoffs_medical:calendar", "calendar-event", 15)
    navigation.register(
        Role.MSL_DIRECTOR,
        _("Interests"),
        "handoffs_medical:interests",
        "bulb",
        12,
        count=lambda person: interests_waiting(person).count(),
        counted=_("wait for release"),
    )
    navigation.register(Role.HEAD_OF_MEDICAL, _("Hand-offs"), "handoffs_medical:list", "inbox", 10)
    navigation.register(Role.HEAD_OF_MEDICAL, _("Escalations"), "handoffs_medical:escalated", "flag", 12)


def _answers() -> None:
    from accounts.medical import origins, timeline
    from msl_governance.notifications import naming

    from . import happenings
    from .origin import HandOff
    from .selectors import hcps_of

    origins.register(HandOff())
    timeline.register(happenings.received)
    timeline.register(happenings.returned)
    naming.register("handoffs_medical:detail", hcps_of)
    naming.register("handoffs_medical:interests", hcps_of)
