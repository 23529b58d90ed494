"""What commercial proposed to change in the directory. A steward of oversight reads it and decides."""

from django.db import models

from accounts.shared.proposing.shapes import Proposal, ProposalStanding
from msl_governance.firewall.records import CommercialRecord
from msl_governance.people.models import CommercialColleague


class CommercialProposal(Proposal, CommercialRecord):
    """One proposal of somebody of commercial."""

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )


class CommercialProposalStanding(ProposalStanding, CommercialRecord):
    """What came of a proposal, as door 5 told it."""

    proposal = models.OneToOneField(CommercialProposal, on_delete=models.PROTECT, related_name="standing")
