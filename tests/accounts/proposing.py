"""Proposals made for tests, by somebody of either side."""

from accounts.commercial.models import CommercialProposal
from accounts.commercial.proposals.services import propose as propose_commercial
from accounts.medical.models import MedicalProposal
from accounts.medical.proposals.services import propose as propose_medical
from accounts.shared.proposing.drafts import Draft
from msl_governance.firewall.database import acting_as

SERVICES = {"msl1": propose_medical, "rep1": propose_commercial}
BASE = {"msl1": "/accounts/medical/proposals/", "rep1": "/accounts/commercial/proposals/"}
MODELS = {"msl1": MedicalProposal, "rep1": CommercialProposal}


def proposes(world, name="msl1", **draft):
    """A proposal by one of the side's people."""
    person = getattr(world, name)
    with acting_as(person):
        return SERVICES[name](by=person, draft=Draft(source="office", **draft))


def form_of(hcp, **changed):
    """The form of an HCP's facts, as a browser sends it."""
    names = ("first_name", "last_name", "credentials", "specialty", "city", "region", "phone", "email")
    return {name: getattr(hcp, name) for name in names} | {"source": "office"} | changed
