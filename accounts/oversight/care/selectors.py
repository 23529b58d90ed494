"""Reads for a steward: what may be the same, what a merge would do, and what was decided. Oversight's alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.commercial.models import ImportanceSetting
from accounts.medical.models import InfluenceSetting
from accounts.shared.models import Affiliation, Hcp, ListEntry, Organisation
from accounts.shared.selectors import ORDERS, same_as
from msl_governance.people.models import AnyColleague

from .models import AffiliationChange, CareDecision, EntryChange

ORDER = ("-made_at", "-pk")
LIKENESS = 0.55  # of pg_trgm's similarity, 0 to 1: “Jon Smith” is like “John Smith”, “Ann Smith” is not
MODELS: dict[str, type[Hcp] | type[Organisation]] = {"people": Hcp, "organisations": Organisation}
WAYS = {
    "": _("All"),
    "npi": _("One without an NPI"),
    "name": _("Same name and place"),
    "close": _("Name written otherwise"),
}
WORDS = ("influence", "importance", "is_kol", "barrier", "is_listed")  # of the two sides on an entry
SIZE = 10  # accounts on a page of suggestions: for each the directory is searched by likeness
PARTNERS = 5  # shown of one account; more than that is a name, not a duplicate
# What goes back when a merge is taken back, by the columns that it may have set.
FOLLOWED: dict[Any, tuple[str, ...]] = {
    AffiliationChange: ("hcp_id", "is_primary"),
    EntryChange: ("hcp_id", "organisation_id", "influence", "importance", "is_kol", "barrier", "is_listed"),
}
FACTS = {
    Hcp: (
        "npi", "first_name", "last_name", "credentials", "specialty", "city", "region", "phone", "email",
        "deactivated_on",
    ),
    Organisation: ("npi", "name", "kind", "city", "region", "parent", "deactivated_on"),
}  # fmt: skip


def name_of(account: Hcp | Organisation) -> str:
    """The column that refers to such an account."""
    return "hcp" if isinstance(account, Hcp) else "organisation"


def account_of(person, pk: UUID) -> Hcp | Organisation:
    """One account, merged or not. Raises ``Http404``."""
    found = (model.objects.visible_to(person).filter(pk=pk).first() for model in MODELS.values())
    account = next((one for one in found if one is not None), None)
    if account is None:
        raise Http404
    return account


def suggestions(person, kind: str, way: str = "") -> QuerySet[Any]:
    """Accounts without an NPI that some other account of the same place may be the same as, unordered.

    Two that both have an NPI are two by the registry's word. What a steward told apart is not suggested again.
    """
    set_likeness()
    model = MODELS[kind]
    mine = model.objects.visible_to(person).filter(merged_into=None, npi=None).exclude(city="")
    return mine.filter(Exists(_partners(model, way, OuterRef)))


def with_partners(person, rows: Any, kind: str, way: str = "") -> Any:
    """The rows of a page, each with ``partners``: what it may be the same as, the closest first, and why."""
    set_likeness()
    for row in rows:
        found = _partners(MODELS[kind], way, lambda name, row=row: getattr(row, name))
        close = found.annotate(likeness=TrigramSimilarity("search_name", row.search_name))
        row.partners = list(close.order_by("-likeness", *ORDERS[MODELS[kind]])[:PARTNERS])
        for one in row.partners:
            one.why = (
                WAYS["close"] if one.search_name != row.search_name else WAYS["npi" if one.npi else "name"]
            )
    return rows


def _partners(model: Any, way: str, of: Any) -> QuerySet[Any]:
    """Accounts that may be the same as one whose columns ``of`` names. Of two without an NPI the later tells of both."""
    near = model.objects.filter(merged_into=None, city=of("city"), region=of("region"))
    once = Q(npi__isnull=False) | Q(pk__lt=of("pk"))
    same, like = Q(search_name=of("search_name")), Q(search_name__trigram_similar=of("search_name"))
    ways = {"npi": same & Q(npi__isnull=False), "name": same & Q(npi=None), "close": like & ~same}
    name = "hcp" if model is Hcp else "organisation"
    told = CareDecision.objects.filter(kind=CareDecision.Kind.DISTINCT)
    pairs = [(name, f"other_{name}"), (f"other_{name}", name)]
    inner = (lambda word: OuterRef(OuterRef(word))) if of is OuterRef else of
    apart = [Exists(told.filter(**{a: OuterRef("pk"), b: inner("pk")})) for a, b in pairs]
    found = near.filter(once, ways.get(way, same | like)).exclude(pk=of("pk"))
    return found.filter(~apart[0], ~apart[1])


def set_likeness() -> None:
    """For this transaction: from which similarity on two names count as alike."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])


@dataclass(frozen=True)
class Fact:
    """One field of two accounts, side by side."""

    label: str
    one: Any
    other: Any

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.one != self.other


def facts_of(one, other) -> list[Fact]:
    """Two accounts field by field, their places of today last."""
    fields = [type(one)._meta.get_field(name) for name in FACTS[type(one)]]
    rows = [
        Fact(str(field.verbose_name), *(_shown(account, field) for account in (one, other)))
        for field in fields
    ]
    if isinstance(one, Hcp):
        rows.append(Fact(str(_("places")), _places(one), _places(other)))
    return rows


def _shown(account, field) -> Any:
    return getattr(account, f"get_{field.name}_display")() if field.choices else getattr(account, field.name)


def _places(hcp: Hcp) -> str:
    found = Affiliation.objects.filter(hcp=hcp, until=None).select_related("organisation")
    return ", ".join(sorted(one.organisation.name for one in found))


def merged_into(account) -> list[Any]:
    """What was merged into an account before."""
    return list(type(account).objects.filter(merged_into=account).order_by("pk"))


def affiliations_to_move(duplicate, survivor) -> list[Affiliation]:
    """Affiliations of a duplicate that go over: where the survivor is not today. An organisation's stay and are followed."""
    if isinstance(duplicate, Organisation):
        return []
    there = Affiliation.objects.filter(hcp=survivor, until=None).values("organisation")
    return list(
        Affiliation.objects.filter(hcp=duplicate).exclude(until=None, organisation__in=there).order_by("pk")
    )


def entries_with_twins(duplicate, survivor) -> Iterator[tuple[ListEntry, ListEntry | None]]:
    """Entries of a duplicate on the account list, each with the survivor's on the same list, or None."""
    name = name_of(survivor)
    theirs = {(one.product_id, one.area_id): one for one in ListEntry.objects.filter(**{name: survivor})}
    for entry in ListEntry.objects.filter(**{name: duplicate}).order_by("pk"):
        yield entry, theirs.get((entry.product_id, entry.area_id))


def said_since(target: Any, decision: CareDecision) -> set[str]:
    """Columns of an entry of the list on which a side has had its word since a decision; nothing of another record."""
    if not isinstance(target, ListEntry):
        return set()
    found = [
        row
        for model in (InfluenceSetting, ImportanceSetting)
        for row in model.objects.filter(entry=target, set_at__gt=decision.made_at)
    ]
    return {name for row in found for name in WORDS if getattr(row, name, None) is not None}


def is_at(hcp: Hcp, organisation: Organisation) -> bool:
    """Whether an HCP is at an organisation today."""
    places = same_as(organisation.pk, model=Organisation)
    return Affiliation.objects.filter(hcp=hcp, organisation__in=places, until=None).exists()


def has_primary(hcp: Hcp) -> bool:
    """Whether one of an HCP's places of today is the primary one."""
    return Affiliation.objects.filter(hcp=hcp, until=None, is_primary=True).exists()


def decisions(person) -> QuerySet[CareDecision]:
    """Decisions about the directory, unordered, with what they are about and whether a merge was ``undone``."""
    undone = CareDecision.objects.filter(undoes=OuterRef("pk"))
    found = CareDecision.objects.visible_to(person).annotate(undone=Exists(undone))
    return found.select_related("hcp", "organisation", "other_hcp", "other_organisation")


def decision_of(person, pk: UUID) -> CareDecision:
    """One decision. Raises ``Http404``."""
    found = decisions(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def named(rows: Any) -> Any:
    """The rows of a page, each with ``who`` decided and whether it ``may_go_back``."""
    people = AnyColleague.objects.in_bulk({row.author_id for row in rows})
    for row in rows:
        row.who, row.may_go_back = people.get(row.author_id), may_be_undone(row)
    return rows


def may_be_undone(decision: CareDecision) -> bool:
    """Whether a merge still stands as it was decided: neither taken back, nor merged further."""
    if decision.kind != CareDecision.Kind.MERGE or CareDecision.objects.filter(undoes=decision).exists():
        return False
    duplicate, survivor = decision.other, decision.account
    return duplicate is not None and survivor is not None and duplicate.merged_into_id == survivor.pk


def leads_of(model: Any, decision: CareDecision) -> list[Any]:
    """The rows of a decision that led an account to another one."""
    return [row for row in rows_of(model, decision) if row.merged_into_id]


def rows_of(model: Any, decision: CareDecision) -> list[Any]:
    """The rows of a decision in one table, with the record that each is about."""
    return list(model.objects.filter(decision=decision).select_related("target").order_by("pk"))
