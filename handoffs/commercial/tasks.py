"""Tasks of the commercial side. Each may run again at any time without harm."""

from __future__ import annotations

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from handoffs import clocks
from handoffs.protocol import InquiryState, StandingState
from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task
from msl_governance.notifications.models import CommercialNotice
from msl_governance.notifications.services import notify_commercial

from . import rules
from .models import AdverseEvent, Inquiry, Interest, Standing
from .selectors import holidays

KIND = CommercialNotice.Kind
_LIGHTS = {
    clocks.Light.NEAR: (KIND.CLOCK_NEAR, "near"),
    clocks.Light.OVERDUE: (KIND.CLOCK_OVERDUE, "overdue"),
}


@side_task(Side.COMMERCIAL)
def notice_standings() -> None:
    """A notice for each question that medical has closed, and for each released interest.

    One for each end and none on the way: how many came would tell whether it was answered.
    """
    for model, word, kind in (
        (Standing, "standing", KIND.STANDING_CHANGED),
        (Interest, "interest", KIND.INTEREST_RELEASED),
    ):
        for pk, inquiry_id, author_id in _without_notice(model, word):
            _notify(author_id, kind, "detail", inquiry_id, f"{word}:{pk}")


@side_task(Side.COMMERCIAL)
def remind() -> None:
    """Remind of adverse events that are due and of drafts that wait longer than the clock allows."""
    now, off = timezone.now(), holidays()
    for event in AdverseEvent.objects.filter(forwarded_at=None).select_related("inquiry"):
        light = clocks.light(event.due_at, now)
        if light in _LIGHTS:
            _notify(
                event.reported_by_id,
                KIND.ADVERSE_EVENT,
                "detail",
                event.inquiry_id,
                f"ae:{event.pk}:{light.value}",
            )
    for draft in Inquiry.objects.filter(state=InquiryState.DRAFT):
        _remind_of_draft(draft, now, off)


@side_task(Side.COMMERCIAL)
def expire_interests() -> None:
    """Mark notices of expired interests as read: the pages hide the interest, a notice must not lead to nothing."""
    expired = Interest.objects.filter(expires_on__lt=timezone.localdate()).values_list("pk", flat=True)
    keys = [f"interest:{pk}" for pk in expired]
    CommercialNotice.objects.filter(unique_for__in=keys, read_at=None).update(read_at=timezone.now())


def _without_notice(model, word: str):
    key = Concat(Value(f"{word}:"), Cast("pk", CharField()), output_field=CharField())
    told = CommercialNotice.objects.filter(unique_for=OuterRef("key"))
    rows = model.objects.annotate(key=key, author=F("inquiry__author_id")).exclude(Exists(told))
    if model is Standing:
        rows = rows.filter(state=StandingState.CLOSED).exclude(inquiry__state=InquiryState.WITHDRAWN)
    return rows.values_list("pk", "inquiry_id", "author")


def _remind_of_draft(draft: Inquiry, now, off) -> None:
    tz, heard = timezone.get_default_timezone(), rules.aware_at(draft.created_at, draft.acknowledged_at)
    light = clocks.light(clocks.due(clocks.Clock.ACKNOWLEDGE, heard, holidays=off, tz=tz), now)
    if light in _LIGHTS:
        kind, word = _LIGHTS[light]
        _notify(draft.author_id, kind, "edit", draft.pk, f"draft:{draft.pk}:{word}")
    if draft.adverse_event:
        light = clocks.light(clocks.adverse_event_due(heard), now)
        if light in _LIGHTS:
            _notify(
                draft.author_id, KIND.ADVERSE_EVENT, "edit", draft.pk, f"draft-ae:{draft.pk}:{light.value}"
            )


def _notify(person_id, kind: str, view: str, inquiry_id, key: str) -> None:
    url = reverse(f"handoffs_commercial:{view}", args=[inquiry_id])
    notify_commercial(person_id=person_id, kind=kind, url=url, unique_for=key)
