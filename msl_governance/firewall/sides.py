"""Sides and roles: who somebody is, and hence what can ever be read in their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Side(TextChoices):
    """The four sides. A person and a record belong to exactly one."""

    MEDICAL = "MEDICAL", _("Medical")
    COMMERCIAL = "COMMERCIAL", _("Commercial")
    OVERSIGHT = "OVERSIGHT", _("Oversight")
    PLATFORM = "PLATFORM", _("Platform")

    @property
    def login(self) -> str:
        """Short name of the database login, the queue and the key space of this side."""
        return self.value.lower()


class Role(TextChoices):
    """The roles of the field. A person has one, hence one side."""

    MSL = "msl", _("Medical science liaison")
    MSL_DIRECTOR = "msl_director", _("MSL director")
    HEAD_OF_MEDICAL = "head_of_medical", _("Head of medical affairs")
    CLINICAL_DEVELOPMENT = "clinical_development", _("Clinical development")
    REP = "rep", _("Medical representative")
    SALES_DIRECTOR = "sales_director", _("Field sales director")
    VP_COMMERCIAL = "vp_commercial", _("VP commercial")
    EVENT_COORDINATOR = "event_coordinator", _("Event coordinator")
    COMPLIANCE = "compliance", _("Compliance officer")
    LEGAL = "legal", _("Legal representative")
    ADMINISTRATOR = "administrator", _("Administrator")

    @property
    def side(self) -> Side:
        """The side this role stands on."""
        return SIDE_OF_ROLE[self]

    @property
    def sentence(self) -> StrOrPromise:
        """One sentence: what this role comes for."""
        return PURPOSE[self]


SIDE_OF_ROLE: dict[Role, Side] = {
    Role.MSL: Side.MEDICAL,
    Role.MSL_DIRECTOR: Side.MEDICAL,
    Role.HEAD_OF_MEDICAL: Side.MEDICAL,
    Role.CLINICAL_DEVELOPMENT: Side.MEDICAL,
    Role.REP: Side.COMMERCIAL,
    Role.SALES_DIRECTOR: Side.COMMERCIAL,
    Role.VP_COMMERCIAL: Side.COMMERCIAL,
    Role.EVENT_COORDINATOR: Side.COMMERCIAL,
    Role.COMPLIANCE: Side.OVERSIGHT,
    Role.LEGAL: Side.OVERSIGHT,
    Role.ADMINISTRATOR: Side.PLATFORM,
}

PURPOSE: dict[Role, StrOrPromise] = {
    Role.MSL: _("Logs scientific exchanges, answers hand-offs, builds KOL profiles and captures insights."),
    Role.MSL_DIRECTOR: _("Leads the MSL team, releases interest signals and reviews briefs."),
    Role.HEAD_OF_MEDICAL: _("Chairs the committee, publishes agendas and receives escalations."),
    Role.CLINICAL_DEVELOPMENT: _("Reads insights and themes and says what came of them."),
    Role.REP: _("Submits scientific inquiries, plans and logs detail calls."),
    Role.SALES_DIRECTOR: _("Leads the representatives and sits on the committee."),
    Role.VP_COMMERCIAL: _("Sits on the committee for commercial."),
    Role.EVENT_COORDINATOR: _("Runs the logistics of education events."),
    Role.COMPLIANCE: _("Reads ledger, refusals and history, and is present at every committee meeting."),
    Role.LEGAL: _("Sits on the committee and receives escalations."),
    Role.ADMINISTRATOR: _("Looks after people, territories and settings, and sees no business content."),
}
