"""Reads of the directory. The same for both sides: nothing here may ever depend on a side's own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from .models import Affiliation, Hcp, Organisation, ScientificTopic
from .names import folded

CLOSEST = 50
LIKENESS = 0.45  # of pg_trgm's word similarity, 0 to 1: “Okafr” finds Okafor, “Smith” does not find Smyrna
LATELY = 6  # HCPs whom somebody saw, offered before anything is typed
SHORT = 3  # letters; a shorter word has too few trigrams to be compared
ORDERS = {Hcp: ("sort_name", "pk"), Organisation: ("name", "pk")}


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. ``kind`` is ``people``, ``organisations``, or of those the ``committees`` alone.

    ``regions`` are those of somebody's territories; None for everywhere, and with none nobody is found.
    """

    words: str = ""
    kind: str = "people"
    region: str = ""
    specialty: str = ""
    regions: tuple[str, ...] | None = None

    @property
    def model(self):
        """The model that is searched."""
        return Hcp if self.kind == "people" else Organisation


def directory(person, wish: Wish):
    """Accounts that fit the filters, unordered; the words are ``closest``'s work."""
    found = wish.model.objects.visible_to(person).filter(merged_into=None)
    if wish.region:
        found = found.filter(region=wish.region)
    if wish.regions is not None:
        found = found.filter(region__in=wish.regions)
    if wish.kind == "committees":
        found = found.filter(kind=Organisation.Kind.COMMITTEE)
    if wish.model is Organisation:
        return found.select_related("parent")
    if wish.specialty:
        found = found.filter(specialty=wish.specialty)
    return found.prefetch_related(places_now())


def closest(person, wish: Wish) -> list:
    """At most ``CLOSEST`` accounts most like the words, best first: by NPI, or by name forgiving of spelling.

    Every word must be found, in any order, with or without its accents.
    """
    words = folded(wish.words).replace("\x00", "").split()
    if not words:
        return []
    found = directory(person, wish)
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        return list(found.filter(npi__startswith=words[0]).order_by("npi")[:CLOSEST])
    _set_likeness()
    for word in words[:6]:
        found = found.filter(_like(word))
    likeness = TrigramWordSimilarity(" ".join(words), "search_name")
    order = ORDERS[wish.model]
    return list(found.annotate(likeness=likeness).order_by("-likeness", *order)[:CLOSEST])


def hcp_of(person, pk: UUID) -> Hcp:
    """One HCP with the places of today; of a duplicate the one it was merged into. Raises ``Http404``."""
    return _one(
        Hcp.objects.visible_to(person).prefetch_related(places_now()).filter(pk=_standing_for(Hcp, pk))
    )


def organisation_of(person, pk: UUID) -> Organisation:
    """One organisation; of a duplicate the one it was merged into. Raises ``Http404``."""
    found = Organisation.objects.visible_to(person).select_related("parent__merged_into")
    return _one(found.filter(pk=_standing_for(Organisation, pk)))


def same_as(*keys: UUID | None, model: type[Hcp] | type[Organisation] = Hcp) -> list[UUID]:
    """Ids under which records of these accounts may stand: of whoever stands for each, and of all merged into it.

    What was written about a duplicate keeps its reference, and every read of an account asks with these.
    """
    roots = model.objects.filter(pk__in=[key for key in keys if key]).values(root=_root())
    # Two searches, each by an index: with OR in between the whole directory would be read.
    own = model.objects.filter(pk__in=roots).values_list("pk", flat=True).order_by()
    return list(
        own.union(model.objects.filter(merged_into__in=roots).values_list("pk", flat=True).order_by())
    )


def same_as_outer(name: str) -> QuerySet[Any, Any]:
    """As ``same_as``, for a subquery: of the HCP that the outer query refers to by ``name``."""
    root = Coalesce(OuterRef(OuterRef(f"{name}__merged_into_id")), OuterRef(OuterRef(f"{name}_id")))
    return Hcp.objects.filter(Q(pk=root) | Q(merged_into=root)).values("pk")


def people_at(person, organisation: Organisation, *, earlier: bool = False) -> QuerySet[Hcp]:
    """HCPs who are at an organisation today, or those who were ``earlier`` and are no more."""
    here = Affiliation.objects.filter(
        hcp=OuterRef("pk"), organisation__in=same_as(organisation.pk, model=Organisation)
    )
    is_now, was = Exists(here.filter(until=None)), Exists(here.exclude(until=None))
    found = Hcp.objects.visible_to(person).filter(merged_into=None)
    return found.filter(was & ~is_now if earlier else is_now).prefetch_related(places_now())


def colleagues_of_hcp(person, hcp: Hcp, *, limit: int = 30) -> list[Hcp]:
    """Other HCPs at the same organisations, in order of name."""
    places = same_as(*(one.organisation_id for one in hcp.affiliations.all()), model=Organisation)
    there = Affiliation.objects.filter(organisation__in=places, until=None).values("hcp")
    others = Hcp.objects.visible_to(person).filter(pk__in=there, merged_into=None).exclude(pk=hcp.pk)
    return list(others.order_by("sort_name", "pk")[:limit])


def around(hcp: Hcp) -> dict[str, list[Affiliation]]:
    """What the page of an HCP tells of places beside those of today: the earlier ones, and the committees."""
    return {"earlier": earlier_places(hcp), "seats": seats_of(hcp)}


def earlier_places(hcp: Hcp) -> list[Affiliation]:
    """Affiliations that have ended, the latest first."""
    # Not ``hcp.affiliations``: where those of today were fetched with the HCP, it knows no others.
    ended = (
        Affiliation.objects.filter(hcp=hcp).exclude(until=None).select_related("organisation__merged_into")
    )
    return list(ended.order_by("-until", "pk"))


def seats_of(hcp: Hcp) -> list[Affiliation]:
    """The committees that an HCP sits on today, by name."""
    found = _open().filter(hcp=hcp, organisation__kind=Organisation.Kind.COMMITTEE)
    return list(found.order_by("organisation__name", "pk"))


def members_of(committee: Organisation) -> list[Affiliation]:
    """Who sits on a committee today: the chair first, then the secretary, then the members by name."""
    found = _open().filter(organisation__in=same_as(committee.pk, model=Organisation), hcp__merged_into=None)
    order: list[str] = [
        Affiliation.Seat.CHAIR,
        Affiliation.Seat.SECRETARY,
        Affiliation.Seat.MEMBER,
        Affiliation.Seat.NONE,
    ]
    return sorted(found.select_related("hcp"), key=lambda one: (order.index(one.seat), one.hcp.sort_name))


def committees_of(person, organisation: Organisation) -> list[Organisation]:
    """The committees of a hospital or a health system, by name."""
    places = same_as(organisation.pk, model=Organisation)
    found = Organisation.objects.visible_to(person).filter(parent__in=places, merged_into=None)
    return list(found.filter(kind=Organisation.Kind.COMMITTEE))


def topics():
    """Scientific topics, in order of name."""
    return ScientificTopic.objects.all()


def places_now(path: str = "affiliations") -> Prefetch:
    """Where an HCP works today, to be fetched with HCPs; ``path`` leads to their affiliations. Committees are apart."""
    return Prefetch(path, _open().exclude(organisation__kind=Organisation.Kind.COMMITTEE))


def _open() -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(until=None).select_related("organisation__merged_into")


def _root() -> Coalesce:
    return Coalesce("merged_into_id", "id")


def _standing_for(model, pk: UUID) -> Subquery:
    return Subquery(model.objects.filter(pk=pk).values(root=_root())[:1])


def _one(found):
    one = found.first()
    if one is None:
        raise Http404
    return one


def _like(word: str) -> Q:
    if len(word) < SHORT:
        return Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")
    return Q(search_name__trigram_word_similar=word)


def _set_likeness() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)])
