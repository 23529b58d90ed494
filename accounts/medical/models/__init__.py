"""Medical's records of accounts: reports with their parts, and what the rooms beside them keep."""

from accounts.medical.library.models import ScientificMaterial
from accounts.medical.listing.models import InfluenceSetting, MedicalAddition
from accounts.medical.objectives.models import MslObjective
from accounts.medical.proposals.models import MedicalProposal, MedicalProposalStanding
from accounts.medical.standing.models import StandingRequest

from .report import (
    Attendee,
    CallReport,
    CallReportShare,
    Discussion,
    MaterialShared,
    UnsolicitedRequest,
)

# isort: split
# These refer to reports.
from accounts.medical.cotravel.models import CoTravelNote
from accounts.medical.finding.models import KeptReportFilter, ReportExport, ReportWords
from accounts.medical.safety.models import SafetyRecord
from accounts.medical.signing.models import Amendment, Signature
from accounts.medical.visits.models import PlannedVisit

__all__ = [
    "Amendment",
    "Attendee",
    "CallReport",
    "CallReportShare",
    "CoTravelNote",
    "Discussion",
    "InfluenceSetting",
    "KeptReportFilter",
    "MaterialShared",
    "MedicalAddition",
    "MedicalProposal",
    "MedicalProposalStanding",
    "MslObjective",
    "PlannedVisit",
    "ReportExport",
    "ReportWords",
    "SafetyRecord",
    "ScientificMaterial",
    "Signature",
    "StandingRequest",
    "UnsolicitedRequest",
]
