"""Commercial's own records of an account, each kept in its room. Medical never reads, counts or infers any."""

# Django looks for models here, and others rely on these names.
from .calls.models import CallCorrection, CallExport, DetailCall, DetailedContent, KeptCallFilter
from .content.models import PromotionalContent
from .listing.models import CommercialAddition, ImportanceSetting
from .objectives.models import RepObjective
from .prescribing.models import Decile, Prescribing
from .proposals.models import CommercialProposal, CommercialProposalStanding

__all__ = [
    "CallCorrection",
    "CallExport",
    "CommercialAddition",
    "CommercialProposal",
    "CommercialProposalStanding",
    "Decile",
    "DetailCall",
    "DetailedContent",
    "ImportanceSetting",
    "KeptCallFilter",
    "Prescribing",
    "PromotionalContent",
    "RepObjective",
]
