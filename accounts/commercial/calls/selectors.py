"""Reads of detail calls, each within one's territories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.shared.models import Hcp
from accounts.shared.selectors import LATELY, same_as

from ..content.models import PromotionalContent
from ..periods import span
from .models import CallCorrection, DetailCall, DetailedContent

ORDER = ("-called_at", "-pk")
LATEST = 500  # calls whose accounts are offered for choosing: the cost of a page must not grow with the years


@dataclass(frozen=True)
class CallWish:
    """Which calls somebody wants to see. Empty means all."""

    period: str = ""
    content: str = ""
    channel: str = ""
    author: UUID | None = None
    hcp: UUID | None = None


def calls(person) -> QuerySet[DetailCall]:
    """Calls in one's territories, with what a list shows of them."""
    detailed = DetailedContent.objects.select_related("content__product")
    found = DetailCall.objects.visible_to(person).select_related("author", "hcp", "objective")
    return found.prefetch_related(Prefetch("detailed", detailed))


def wished(person, wish: CallWish, *, today: date) -> QuerySet[DetailCall]:
    """Calls that fit the wish. ``content`` is a piece's code: every version of it."""
    same = same_as(wish.hcp) if wish.hcp else None
    exact = {"channel": wish.channel, "author_id": wish.author, "hcp__in": same}
    found = calls(person).filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if wish.content:
        rows = DetailedContent.objects.filter(content__code=wish.content)
        found = found.filter(pk__in=rows.values("call_id"))
    if days := span(wish.period, today):
        found = found.filter(called_at__gte=_midnight(days[0]), called_at__lt=_midnight(days[1], 1))
    return found


def call_of(person, pk: UUID) -> DetailCall:
    """One call in one's territories. Raises ``Http404``."""
    found = calls(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def corrections_of(person, call: DetailCall) -> QuerySet[CallCorrection]:
    """The corrections of a call, the latest first."""
    return CallCorrection.objects.visible_to(person).filter(call=call).select_related("author")


def number_with(person, hcp_id: UUID) -> int:
    """How many calls with an HCP one may see."""
    return DetailCall.objects.visible_to(person).filter(hcp__in=same_as(hcp_id)).count()


def accounts_of_latest(person) -> list[tuple[str, str]]:
    """Doctors of the latest visible calls, by name, for choosing."""
    latest = DetailCall.objects.visible_to(person).order_by(*ORDER).values_list("hcp_id", flat=True)[:LATEST]
    found = Hcp.objects.visible_to(person).filter(pk__in=set(latest), merged_into=None)
    return [(str(one.pk), str(one)) for one in found]


def called_lately(person) -> list[UUID]:
    """HCPs of the person's own calls, the latest call first."""
    own = DetailCall.objects.visible_to(person).filter(author_id=person.pk).values("hcp_id")
    latest = own.annotate(last=Max("called_at")).order_by("-last", "hcp_id")
    return list(latest.values_list("hcp_id", flat=True)[:LATELY])


def codes(person) -> list[tuple[str, str]]:
    """Codes of all pieces with the title of the latest version, for choosing."""
    found = PromotionalContent.objects.visible_to(person).order_by("code", "version")
    return sorted({code: f"{code}, {title}" for code, title in found.values_list("code", "title")}.items())


def _midnight(day: date, later: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=later), time()))
