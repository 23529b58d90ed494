"""The one module that touches django-guardian: grants within a side, on a frozen list of containers.

Everything else of guardian is banned by the linter: its own helpers answer a superuser with everything,
an inactive person with all rows, and one model-level permission with the whole table.
"""

from __future__ import annotations

from types import MappingProxyType

from django.apps import apps
from guardian.shortcuts import assign_perm, remove_perm

from . import refusals
from .sides import Side


class GrantAcross(Exception):
    """A grant was to be given to somebody on the other side of the wall. Never given; noted."""


# Container -> (side, direct-foreign-key permission model, the codenames that may ever be granted).
GRANTABLE = MappingProxyType(
    {
        "people.MedicalTerritory": (
            Side.MEDICAL,
            "people.MedicalTerritoryGrant",
            frozenset({"work_medicalterritory"}),
        ),
        "people.CommercialTerritory": (
            Side.COMMERCIAL,
            "people.CommercialTerritoryGrant",
            frozenset({"work_commercialterritory"}),
        ),
        "accounts_medical.CallReport": (
            Side.MEDICAL,
            "accounts_medical.CallReportShare",
            frozenset({"read_callreport"}),
        ),
    }
)


def grant(person, codename: str, container) -> None:
    """Give a person a permission on a container of their own side. Raises ``GrantAcross`` otherwise."""
    _check(person, codename, container)
    assign_perm(codename, person, container)


def revoke(person, codename: str, container) -> None:
    """Take a permission back."""
    _check(person, codename, container)
    remove_perm(codename, person, container)


def granted_ids(person, codename: str, container_label: str) -> list:
    """Ids of the containers granted to this person, resolved once per request to drive the query.

    Strict: nothing for an inactive person, a forged superuser, or across the wall, whatever rows exist.
    """
    side, table, codenames = GRANTABLE[container_label]
    if not getattr(person, "is_active", False) or getattr(person, "is_superuser", False):
        return []
    if person.side != side or codename not in codenames:
        return []
    rows = apps.get_model(table).objects.filter(user_id=person.pk, permission__codename=codename)
    return list(rows.values_list("content_object_id", flat=True))


def _check(person, codename: str, container) -> None:
    side, _table, codenames = GRANTABLE.get(container._meta.label, (None, None, frozenset()))
    if codename not in codenames:
        raise ValueError(f"“{codename}” can never be granted on {container._meta.label}.")
    if person.side != side or not person.is_active:
        refusals.note("grant", container._meta.label, detail=[codename])
        raise GrantAcross("A grant never crosses the wall.")
