"""What both sides read: the directory, and the account list with its two tiers."""

from .account_list import Area, ListEntry, Product
from .directory import Affiliation, Hcp, Holiday, Organisation, ScientificTopic

__all__ = ["Affiliation", "Area", "Hcp", "Holiday", "ListEntry", "Organisation", "Product", "ScientificTopic"]
