"""Reads of the directory. The same for both sides: nothing here may ever depend on a side's own records."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Prefetch, Q
from django.http import Http404

from .models import Affiliation, Hcp, Organisation, ScientificTopic
from .names import folded

CLOSEST = 50
LIKENESS = 0.45  # of pg_trgm's word similarity, 0 to 1: “Okafr” finds Okafor, “Smith” does not find Smyrna
SHORT = 3  # letters; a shorter word has too few trigrams to be compared
ORDERS = {Hcp: ("sort_name", "pk"), Organisation: ("name", "pk")}


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. ``kind`` is ``people`` or ``organisations``."""

    words: str = ""
    kind: str = "people"
    region: str = ""
    specialty: str = ""

    @property
    def model(self):
        """The model that is searched."""
        return Organisation if self.kind == "organisations" else Hcp


def directory(person, wish: Wish):
    """Accounts that fit the filters, unordered; the words are ``closest``'s work."""
    found = wish.model.objects.visible_to(person)
    if wish.region:
        found = found.filter(region=wish.region)
    if wish.model is Organisation:
        return found
    if wish.specialty:
        found = found.filter(specialty=wish.specialty)
    return found.prefetch_related(_places())


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
    """One HCP with the affiliations. Raises ``Http404``."""
    return _one(Hcp.objects.visible_to(person).prefetch_related(_places()).filter(pk=pk))


def organisation_of(person, pk: UUID) -> Organisation:
    """One organisation. Raises ``Http404``."""
    return _one(Organisation.objects.visible_to(person).filter(pk=pk))


def people_at(person, organisation: Organisation):
    """HCPs affiliated to an organisation."""
    found = Hcp.objects.visible_to(person).filter(affiliations__organisation=organisation)
    return found.prefetch_related(_places())


def colleagues_of_hcp(person, hcp: Hcp, *, limit: int = 30) -> list[Hcp]:
    """Other HCPs at the same organisations, in order of name."""
    places = [affiliation.organisation_id for affiliation in hcp.affiliations.all()]
    others = Hcp.objects.visible_to(person).filter(affiliations__organisation__in=places).exclude(pk=hcp.pk)
    return list(others.order_by("sort_name", "pk").distinct()[:limit])


def topics():
    """Scientific topics, in order of name."""
    return ScientificTopic.objects.all()


def _places() -> Prefetch:
    return Prefetch("affiliations", Affiliation.objects.select_related("organisation"))


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
