"""What keeps questions from somebody who answers them, and whom to ask about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from handoffs.medical.answering.selectors import answers_any
from handoffs.protocol import ANSWERING
from msl_governance.firewall.doors import attestation_lapsed
from msl_governance.firewall.sides import Role
from msl_governance.people.selectors import territory_ids


def hindrances(person) -> list[str]:
    """Why no question comes to this person, or why they can accept none; one sentence or two each, none for others."""
    if person.role not in ANSWERING:
        return []
    said = []
    # A director without a territory still gets what comes from where no territory is.
    if person.role == Role.MSL and not territory_ids(person):
        said.append(
            _(
                "No new question comes to you: you work no territory. Ask the administrator for one; your director "
                "can say which."
            )
        )
    elif person.role == Role.MSL and not answers_any(person):
        said.append(
            _(
                "No question is passed to you by itself: you answer no kind of them yet. Your director sets it under "
                "Hand-offs, Who answers; until then take questions from the queue."
            )
        )
    if attestation_lapsed(person):
        said.append(
            _(
                "No door opens for you, so you can accept no question: your firewall training is not attested for "
                "this year. Ask the administrator to enter the day on which you attested it."
            )
        )
    return said
