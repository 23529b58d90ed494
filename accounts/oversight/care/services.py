"""Decisions of a steward about the directory: kept as oversight's own rows, carried out by door 5 alone.

Run within oversight, as the person in ``by``. No row of the directory is written here: oversight's login could not.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts import door
from accounts.shared.models import Affiliation, Hcp, ListEntry, Organisation
from msl_governance.firewall.doors import Crossing, cross

from . import rules, selectors
from .models import (
    AffiliationChange,
    CareDecision,
    EntryChange,
    HcpChange,
    HcpSeparation,
    NewAffiliation,
    NewHcp,
    NewOrganisation,
    OrganisationChange,
    OrganisationSeparation,
)

BASIS = "Directory care"
# One decision at a time: two that touch the same accounts would each be right and both together wrong.
_LOCK = "select pg_advisory_xact_lock(hashtext('directory care'))"
DOORS: dict[type, Crossing] = {
    HcpChange: door.HCP_CHANGE,
    HcpSeparation: door.HCP_APART,
    NewHcp: door.HCP_NEW,
    OrganisationChange: door.ORGANISATION_CHANGE,
    OrganisationSeparation: door.ORGANISATION_APART,
    NewOrganisation: door.ORGANISATION_NEW,
    AffiliationChange: door.AFFILIATION_CHANGE,
    NewAffiliation: door.AFFILIATION_NEW,
    EntryChange: door.ENTRY_CHANGE,
}
LEADS: dict[type, tuple[type, type]] = {
    Hcp: (HcpChange, HcpSeparation),
    Organisation: (OrganisationChange, OrganisationSeparation),
}


@transaction.atomic
def merge(*, by, duplicate, survivor) -> CareDecision:
    """Make one account of two: ``duplicate`` leads to ``survivor`` from now on.

    Records keep their reference, and their reading follows. Affiliations and entries of the list go over. Raises
    ``ValidationError`` where the two cannot be made one, ``DoorClosed`` where the door stays shut.
    """
    one_at_a_time()
    duplicate.refresh_from_db()
    survivor.refresh_from_db()
    rules.check_merge(duplicate, survivor)
    decision = _decide(by, CareDecision.Kind.MERGE, survivor, duplicate)
    change, _apart = LEADS[type(survivor)]
    for one in [duplicate, *selectors.merged_into(duplicate)]:
        _carry(change, by, decision, one, merged_into=survivor)
    for affiliation in selectors.affiliations_to_move(duplicate, survivor):
        second = affiliation.is_primary and selectors.has_primary(survivor)
        _carry(
            AffiliationChange, by, decision, affiliation, hcp=survivor,
            **({"is_primary": False} if second else {}),
        )  # fmt: skip
    for entry, twin in selectors.entries_with_twins(duplicate, survivor):
        _follow(by, decision, entry, twin, survivor)
    return decision


def _follow(by, decision: CareDecision, entry: ListEntry, twin: ListEntry | None, survivor) -> None:
    """The entry goes over to the survivor; or leaves its tiers to the one that is there, and goes off the list."""
    if twin is None:
        _carry(EntryChange, by, decision, entry, **{selectors.name_of(survivor): survivor})
        return
    if taken := rules.taken_over(entry, twin):
        _carry(EntryChange, by, decision, twin, **taken)
    if entry.is_listed:
        _carry(EntryChange, by, decision, entry, is_listed=False)


@transaction.atomic
def separate(*, by, decision: CareDecision) -> CareDecision:
    """Take a merge back. What was changed by hand since stays as it is, and so does what a side has said since.

    Raises ``ValidationError`` where it was taken back already, or the account was merged further since.
    """
    one_at_a_time()
    if not selectors.may_be_undone(decision):
        raise ValidationError(rules.NOT_UNDONE)
    back = _decide(by, CareDecision.Kind.SEPARATE, decision.account, decision.other, undoes=decision)
    change, apart = LEADS[type(decision.account)]
    for row in selectors.leads_of(change, decision):
        if row.before["merged_into_id"]:
            _carry(change, by, back, row.target, merged_into_id=row.before["merged_into_id"])
        else:
            _carry(apart, by, back, row.target)
    for model, columns in selectors.FOLLOWED.items():
        for row in selectors.rows_of(model, decision):
            left = tuple(name for name in columns if name not in selectors.said_since(row.target, decision))
            if known := rules.to_go_back(row, row.target, left):
                _carry(model, by, back, row.target, **known)
    return back


@transaction.atomic
def tell_apart(*, by, one, other) -> CareDecision:
    """Say that two accounts are not the same, so that they are not suggested again. Nothing in the directory changes."""
    one_at_a_time()
    rules.check_merge(other, one)
    return _decide(by, CareDecision.Kind.DISTINCT, one, other)


@transaction.atomic
def change_account(*, by, account: Hcp | Organisation, **facts) -> CareDecision:
    """Correct facts of an HCP or an organisation. Raises ``ValidationError`` where nothing would change."""
    one_at_a_time()
    account.refresh_from_db()
    new = {name: value for name, value in facts.items() if getattr(account, name) != value}
    if not new:
        raise ValidationError(rules.NOTHING)
    if "specialty" in new:
        new["specialty_code"] = ""  # the code of a specialty that is no more would speak against it
    decision = _decide(by, CareDecision.Kind.CHANGE, account)
    _carry(LEADS[type(account)][0], by, decision, account, **new)
    return decision


@transaction.atomic
def add_person(*, by, **facts) -> CareDecision:
    """Put an HCP into the directory; what is not known is empty."""
    row = _add(NewHcp, by, None, **(dict.fromkeys(door.HCP_COLUMNS, "") | facts))
    return row.decision


@transaction.atomic
def add_organisation(*, by, **facts) -> CareDecision:
    """Put an organisation into the directory; what is not known is empty."""
    row = _add(
        NewOrganisation, by, None, **({"kind": Organisation.Kind.OTHER, "city": "", "region": ""} | facts)
    )
    return row.decision


@transaction.atomic
def add_affiliation(*, by, hcp: Hcp, organisation: Organisation, **facts) -> CareDecision:
    """Put an affiliation into the directory. Raises ``ValidationError`` where the HCP is there today already."""
    one_at_a_time()
    if selectors.is_at(hcp, organisation):
        raise ValidationError(rules.NOTHING)
    known = {"role": "", "seat": "", "is_primary": not selectors.has_primary(hcp)} | facts
    return _add(NewAffiliation, by, hcp, hcp=hcp, organisation=organisation, **known).decision


@transaction.atomic
def end_affiliation(*, by, affiliation: Affiliation, until) -> CareDecision:
    """End an affiliation on a day. Raises ``ValidationError`` where it has ended already, or begins later."""
    one_at_a_time()
    affiliation.refresh_from_db()
    if affiliation.until is not None:
        raise ValidationError(rules.NOTHING)
    if affiliation.since and until < affiliation.since:
        raise ValidationError({"until": rules.BEFORE})
    decision = _decide(by, CareDecision.Kind.CHANGE, affiliation.hcp)
    _carry(AffiliationChange, by, decision, affiliation, until=until, is_primary=False)
    return decision


def one_at_a_time() -> None:
    """Wait until no other decision about the directory is under way; until the end of the transaction none begins."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def _decide(by, kind: str, account, other=None, **known) -> CareDecision:
    about = {selectors.name_of(account): account} if account else {}
    if other is not None:
        about[f"other_{selectors.name_of(other)}"] = other
    return CareDecision.objects.create(kind=kind, author_id=by.pk, **about, **known)


def _carry(model: Any, by, decision: CareDecision, target, **columns) -> None:
    """One row about a shared record, and through the door with it. ``before`` keeps how its columns stood."""
    names = [model._meta.get_field(name).attname for name in columns]
    row = model.objects.create(
        decision=decision, author_id=by.pk, target=target,
        before={name: getattr(target, name) for name in names}, **columns,
    )  # fmt: skip
    cross(DOORS[model], source_id=row.pk, by=by, basis=BASIS)


def _add(model: Any, by, account, **facts):
    decision = _decide(by, CareDecision.Kind.ADD, account)
    row = model.objects.create(decision=decision, author_id=by.pk, **facts)
    cross(DOORS[model], source_id=row.pk, by=by, basis=BASIS)
    return row
