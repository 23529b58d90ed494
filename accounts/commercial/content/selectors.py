"""Reads of the promotional library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from accounts.shared.models import Product

from .models import PromotionalContent

# Usable pieces first, then those still to come, then what is over.
ORDER = ("place", "code", "-version", "pk")


@dataclass(frozen=True)
class LibraryWish:
    """What of the library somebody wants to see. Empty means all."""

    product: UUID | None = None
    standing: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return self != LibraryWish()


def library(person, wish: LibraryWish, *, day: date) -> QuerySet[PromotionalContent]:
    """Pieces that fit the wish, with ``place``: 0 usable on that day, 1 still to come, 2 over."""
    found = PromotionalContent.objects.visible_to(person).select_related("product")
    usable = Q(pk__in=PromotionalContent.objects.usable_on(day).values("pk"))
    coming = Q(approved_on__gt=day, in_label=True, withdrawn_on=None)
    found = found.annotate(
        place=Case(
            When(usable, then=Value(0)), When(coming, then=Value(1)), default=Value(2),
            output_field=IntegerField(),
        )
    )  # fmt: skip
    if wish.product:
        found = found.filter(product_id=wish.product)
    return found.filter(place=0 if wish.standing == "usable" else 2) if wish.standing else found


def usable(person, day: date) -> QuerySet[PromotionalContent]:
    """Pieces that may be detailed, or made an aim, on a day; by product and title."""
    found = PromotionalContent.objects.visible_to(person).usable_on(day)
    return found.select_related("product").order_by("product__name", "title", "pk")


def ending(person, day: date, until: date) -> QuerySet[PromotionalContent]:
    """Pieces that may be detailed on a day and run out until another one, the soonest first."""
    return usable(person, day).filter(expires_on__lte=until).order_by("expires_on", "title", "pk")


def piece_of(person, pk: UUID) -> PromotionalContent:
    """One piece. Raises ``Http404``."""
    found = PromotionalContent.objects.visible_to(person).select_related("product", "author")
    piece = found.filter(pk=pk).first()
    if piece is None:
        raise Http404
    return piece


def versions_of(person, piece: PromotionalContent) -> list[PromotionalContent]:
    """All versions of a piece, the latest first."""
    return list(PromotionalContent.objects.visible_to(person).filter(code=piece.code).order_by("-version"))


def products() -> QuerySet[Product]:
    """The products that content is made for, by name."""
    return Product.objects.all()
