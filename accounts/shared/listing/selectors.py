"""Reads of the account list. Nothing here may ever depend on a side's own records."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.http import Http404

from msl_governance.people.selectors import regions_worked

from ..models import Area, ListEntry, Organisation, Product
from ..selectors import same_as

LAST = "~"  # sorts after every tier: what has none stands last
ORDERS = {
    "name": ("name", "pk"),
    "influence": ("influence_rank", "name", "pk"),
    "importance": ("importance_rank", "name", "pk"),
}


@dataclass(frozen=True)
class ListWish:
    """What of the list somebody wants to see. Empty means all; ``off`` asks for what was taken off it."""

    product: UUID | None = None
    area: UUID | None = None
    influence: str = ""
    importance: str = ""
    barrier: str = ""
    kind: str = ""
    sort: str = "name"
    off: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return self != ListWish(sort=self.sort)


def entries(person, wish: ListWish) -> QuerySet[ListEntry]:
    """Entries in one's areas that fit the wish, with what they are ordered by."""
    exact = {
        "product_id": wish.product,
        "area_id": wish.area,
        "influence": wish.influence,
        "importance": wish.importance,
        "barrier": wish.barrier,
    }
    chosen = {name: value for name, value in exact.items() if value}
    return _named(ListEntry.objects.visible_to(person)).filter(_kind(wish), is_listed=not wish.off, **chosen)


def entry_of(person, pk: UUID) -> ListEntry:
    """One entry in one's areas. Raises ``Http404``."""
    found = _named(ListEntry.objects.visible_to(person)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def entries_about(person, account) -> list[ListEntry]:
    """The entries on the list of one HCP or organisation, by product."""
    mine = _named(ListEntry.objects.visible_to(person)).filter(is_listed=True)
    found = mine.filter(Q(hcp_id=account.pk) | Q(organisation_id=account.pk))
    return list(found.order_by("product__name", "area__name", "pk"))


def entries_of_same(entry: ListEntry) -> QuerySet[ListEntry]:
    """The entry and those of its account's duplicates on the same list: what was said of them was said of it."""
    found = ListEntry.objects.filter(product=entry.product_id, area=entry.area_id)
    if entry.hcp_id:
        return found.filter(hcp__in=same_as(entry.hcp_id))
    return found.filter(organisation__in=same_as(entry.organisation_id, model=Organisation))


def products() -> QuerySet[Product]:
    """All products, by name."""
    return Product.objects.all()


def areas(person) -> QuerySet[Area]:
    """The areas that lie in one's territories, by name."""
    return Area.objects.filter(regions__overlap=regions_worked(person))


def _named(found: QuerySet[ListEntry]) -> QuerySet[ListEntry]:
    """With what is shown of each; an entry that a merge left behind is shown nowhere."""
    found = found.filter(hcp__merged_into=None, organisation__merged_into=None)
    return found.select_related("product", "area", "hcp", "organisation").annotate(
        name=Coalesce(F("hcp__sort_name"), Lower("organisation__name"), output_field=TextField()),
        influence_rank=Coalesce(NullIf("influence", Value("")), Value(LAST)),
        importance_rank=Coalesce(NullIf("importance", Value("")), Value(LAST)),
    )


def _kind(wish: ListWish) -> Q:
    kinds = {
        "people": Q(hcp__isnull=False),
        "organisations": Q(organisation__isnull=False),
        "kol": Q(is_kol=True),
    }
    return kinds.get(wish.kind, Q())
