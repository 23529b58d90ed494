"""Oversight's own records of accounts: decisions about the directory. Django looks for models here."""

from .care.models import (
    AffiliationChange,
    CareDecision,
    CommercialAnswer,
    EntryChange,
    HcpChange,
    HcpSeparation,
    MedicalAnswer,
    NewAffiliation,
    NewHcp,
    NewOrganisation,
    OrganisationChange,
    OrganisationSeparation,
)

__all__ = [
    "AffiliationChange",
    "CareDecision",
    "CommercialAnswer",
    "EntryChange",
    "HcpChange",
    "HcpSeparation",
    "MedicalAnswer",
    "NewAffiliation",
    "NewHcp",
    "NewOrganisation",
    "OrganisationChange",
    "OrganisationSeparation",
]
