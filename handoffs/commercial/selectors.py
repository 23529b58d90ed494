"""Reads of the representative's half. A row may be there or not; when medical did something is never read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import Http404
from django.utils import timezone

from accounts.shared import selectors as accounts
from accounts.shared.models import Hcp, Holiday
from handoffs.protocol import Day, InquiryState, Part, StandingState

from .models import AdverseEvent, Inquiry, Interest, Standing
from .rules import Entry, same_question

FILTERS: tuple[str, ...] = ("draft", "received", "with_medical", "closed", "withdrawn")
MATCHES = 6
# What makes a draft more than a doctor who was looked up; their phone and e-mail come with the choice.
BEGUN = (
    Q(verbatim__regex=r"\S")
    | ~Q(kind="")
    | ~Q(signature_name="")
    | ~Q(preferred_day=Day.ANY)
    | ~Q(preferred_part=Part.ANY)
    | Q(unprompted=True)
    | Q(acknowledged=True)
    | Q(adverse_event__isnull=False)
)
LOOK_BACK = 100  # of one's own inquiries about a doctor, the latest first


def inquiries_of(person) -> QuerySet[Inquiry]:
    """Inquiries that a person may see, each with ``standing`` (empty before it is sent), live interests, and
    whether one was ever ``returned``.

    No ``Standing`` row means received: the door tells of nothing earlier.
    """
    told = Standing.objects.filter(inquiry=OuterRef("pk"))
    live = interests_of(person).select_related("topic")
    return (
        Inquiry.objects.visible_to(person)
        .select_related("hcp", "author")
        .prefetch_related(Prefetch("interests", queryset=live, to_attr="live_interests"))
        .annotate(
            standing=Case(
                When(~Q(state=InquiryState.SUBMITTED), then=Value("")),
                When(Exists(told.filter(state=StandingState.CLOSED)), then=Value(StandingState.CLOSED)),
                When(Exists(told), then=Value(StandingState.WITH_MEDICAL)),
                default=Value(StandingState.RECEIVED),
                output_field=CharField(),
            ),
            returned=Exists(Interest.objects.filter(inquiry=OuterRef("pk"))),
        )
    )


def filtered(inquiries: QuerySet[Inquiry], where: str) -> QuerySet[Inquiry]:
    """Those of one filter (``FILTERS``); all for anything else."""
    if where in (InquiryState.DRAFT, InquiryState.WITHDRAWN):
        return inquiries.filter(state=where)
    return inquiries.filter(standing=where) if where in FILTERS else inquiries


def inquiry_of(person, inquiry_id: UUID) -> Inquiry | None:
    """One inquiry that a person may see, with its doctor's places; None where there is none for them."""
    return (
        inquiries_of(person)
        .select_related("territory")
        .prefetch_related(accounts.places_now("hcp__affiliations"))
        .filter(pk=inquiry_id)
        .first()
    )


def asked_before(person, entry: Entry, *, but: UUID | None) -> Inquiry | None:
    """The latest inquiry of one's own that put the same question for the same doctor, sent already; None else."""
    if entry.hcp_id is None or not entry.verbatim.strip():
        return None
    same = accounts.same_as(entry.hcp_id)
    mine = Inquiry.objects.visible_to(person).filter(author_id=person.pk, hcp__in=same)
    sent = mine.exclude(state=InquiryState.DRAFT).exclude(pk=but).order_by("-submitted_at", "-pk")
    return next((one for one in sent[:LOOK_BACK] if same_question(one.verbatim, entry.verbatim)), None)


def is_settled(inquiry: Inquiry) -> bool:
    """Whether medical has closed it or returned an interest: taking the question back would change nothing any more."""
    closed = inquiry.standings.filter(state=StandingState.CLOSED)
    return closed.exists() or inquiry.interests.exists()


def hcps_of(person, keys: set[UUID]) -> dict[UUID, str]:
    """Inquiry -> name of its HCP, for those that the person may see and that have one."""
    rows = Inquiry.objects.visible_to(person).filter(pk__in=keys, hcp__isnull=False).select_related("hcp")
    return {row.pk: row.hcp.display_name for row in rows if row.hcp}


def interests_of(person) -> QuerySet[Interest]:
    """Released interests that have not expired, newest expiry first."""
    return (
        Interest.objects.visible_to(person)
        .filter(expires_on__gte=timezone.localdate())
        .order_by("-expires_on", "pk")
    )


def adverse_events_of(person) -> QuerySet[AdverseEvent]:
    """Adverse events that still wait to be forwarded, the most urgent first."""
    return (
        AdverseEvent.objects.visible_to(person)
        .filter(forwarded_at=None)
        .select_related("inquiry__hcp")
        .order_by("due_at", "pk")
    )


def open_count(person) -> int:
    """How many of the inquiries that a person may see are sent and neither closed nor withdrawn."""
    sent = inquiries_of(person).filter(state=InquiryState.SUBMITTED)
    return sent.exclude(standing=StandingState.CLOSED).count()


def waiting_for(person) -> int:
    """How many things of a representative wait for them: drafts that say something, and adverse events to forward."""
    drafts = Inquiry.objects.visible_to(person).filter(BEGUN, state=InquiryState.DRAFT).count()
    return drafts + AdverseEvent.objects.visible_to(person).filter(forwarded_at=None).count()


def holidays(country: str = "US") -> frozenset[date]:
    """Days of a country that are no business days."""
    return frozenset(Holiday.objects.filter(country=country).values_list("date", flat=True))


def doctors_like(person, words: str) -> list[Hcp]:
    """A few doctors of the directory whose name is like ``words``, closest first; none for less than two letters."""
    words = words.strip()[:100]
    return accounts.closest(person, accounts.Wish(words))[:MATCHES] if len(words) > 1 else []


def doctor(person, hcp_id: UUID | str | None) -> Hcp | None:
    """One doctor of the directory with places, or None; also for what is no id at all. Of a duplicate, its current one."""
    try:
        return accounts.hcp_of(person, UUID(str(hcp_id))) if hcp_id else None
    except (ValueError, Http404):
        return None


def place_of(hcp: Hcp | None) -> str:
    """Name of the organisation where a doctor works first of all; empty where none is known."""
    return next((one.organisation.current.name for one in hcp.affiliations.all()), "") if hcp else ""


def as_known(hcp: Hcp | None) -> dict[str, str]:
    """Name and place of a doctor as the directory has them now; they cross, and stay as they crossed."""
    return {"hcp_name": hcp.display_name if hcp else "", "hcp_place": place_of(hcp)}
