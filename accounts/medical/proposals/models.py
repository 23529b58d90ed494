"""What medical proposed to change in the directory. A steward of oversight reads it and decides."""

from django.db import models

from accounts.shared.proposing.shapes import Proposal, ProposalStanding
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class MedicalProposal(Proposal, MedicalRecord):
    """One proposal of somebody of medical."""

    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )


class MedicalProposalStanding(ProposalStanding, MedicalRecord):
    """What came of a proposal, as door 5 told it."""

    proposal = models.OneToOneField(MedicalProposal, on_delete=models.PROTECT, related_name="standing")
