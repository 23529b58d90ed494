"""Reads of detailing aims, each within one's territories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.shared.selectors import same_as
from msl_governance.people.models import CommercialColleague
from msl_governance.people.selectors import commercial_people

from .. import periods
from ..content.models import Standing
from .models import RepObjective

ORDER = ("-period_end", "-pk")
SETTERS = ("rep", "sales_director")


@dataclass(frozen=True)
class ObjectiveWish:
    """Which aims somebody wants to see. Empty means all."""

    standing: str = ""
    period: str = ""
    product: UUID | None = None
    author: UUID | None = None
    hcp: UUID | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return self != ObjectiveWish()


def objectives(person) -> QuerySet[RepObjective]:
    """Aims in one's territories, with ``held``: how many detail calls were held for each."""
    found = RepObjective.objects.visible_to(person)
    return found.select_related("author", "hcp", "content__product").annotate(held=Count("calls"))


def wished(person, wish: ObjectiveWish, *, today: date) -> QuerySet[RepObjective]:
    """Aims that fit the wish; a period fits where it overlaps the aim's."""
    same = same_as(wish.hcp) if wish.hcp else None
    exact = {"content__product_id": wish.product, "author_id": wish.author, "hcp__in": same}
    found = objectives(person).filter(**{name: value for name, value in exact.items() if value is not None})
    if span := periods.span(wish.period, today):
        found = found.filter(period_start__lte=span[1], period_end__gte=span[0])
    if wish.standing == "overdue":
        return found.filter(state=RepObjective.State.OPEN, period_end__lt=today)
    return found.filter(state=wish.standing) if wish.standing else found


def objective_of(person, pk: UUID) -> RepObjective:
    """One aim in one's territories. Raises ``Http404``."""
    found = objectives(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_with(person, hcp_id: UUID, *, limit: int = 5) -> list[RepObjective]:
    """Open aims with an HCP, the soonest end first, each with the standing of its piece today."""
    found = objectives(person).filter(hcp__in=same_as(hcp_id), state=RepObjective.State.OPEN)
    rows, today = list(found.order_by("period_end", "pk")[:limit]), timezone.localdate()
    for one in rows:
        one.standing = one.content.standing_on(today) if one.content else Standing.USABLE
    return rows


def fitting(person, hcp_id: UUID, day: date | None = None) -> list[RepObjective]:
    """Open aims with an HCP whose period covers a day: what a detail call of that day may count for."""
    day = day or timezone.localdate()
    return [one for one in open_with(person, hcp_id, limit=20) if one.covers(day)]


def setters() -> QuerySet[CommercialColleague]:
    """Colleagues who set aims and hold detail calls, by name."""
    return commercial_people().filter(role__in=SETTERS).order_by("full_name", "id")
