"""Who may lead whom, who needs a second person, and what is a state."""

from __future__ import annotations

import re

from django.conf import settings

from msl_governance.firewall.sides import Role, Side

# Whose reports a role may be, within its own side.
LED_BY: dict[Role, tuple[Role, ...]] = {
    Role.MSL: (Role.MSL_DIRECTOR, Role.HEAD_OF_MEDICAL),
    Role.MSL_DIRECTOR: (Role.HEAD_OF_MEDICAL,),
    Role.HEAD_OF_MEDICAL: (),
    Role.CLINICAL_DEVELOPMENT: (Role.HEAD_OF_MEDICAL, Role.CLINICAL_DEVELOPMENT),
    Role.REP: (Role.SALES_DIRECTOR, Role.VP_COMMERCIAL),
    Role.SALES_DIRECTOR: (Role.VP_COMMERCIAL,),
    Role.VP_COMMERCIAL: (),
    Role.EVENT_COORDINATOR: (Role.SALES_DIRECTOR, Role.VP_COMMERCIAL, Role.EVENT_COORDINATOR),
    Role.COMPLIANCE: (Role.COMPLIANCE, Role.LEGAL),
    Role.LEGAL: (Role.LEGAL,),
    Role.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


def may_lead(manager_role: str, role: str) -> bool:
    """Whether somebody of the first role may have reports of the second; never across the firewall."""
    return Role(manager_role) in LED_BY[Role(role)]


def needs_second_person() -> bool:
    """Whether an account, or a change of its role, waits for a second person (setting).

    Administrators' accounts too: else one of them makes a second administrator, who then confirms everything.
    """
    return bool(settings.THRESHOLD["two_persons"])


def may_confirm(side: str) -> bool:
    """Whether people of this side may be the second person: oversight always, administrators by a setting."""
    return Side(side) == Side.OVERSIGHT or bool(settings.THRESHOLD["administrators_confirm"])


def is_state(region: str) -> bool:
    """Whether this is a state as HCPs have it: two capital letters."""
    return re.fullmatch("[A-Z]{2}", region) is not None
