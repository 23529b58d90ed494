"""How a hand-off begins the call report of its exchange, says what drug safety has of it, and is linked to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.medical.models import Discussion
from accounts.medical.origins import Beginning, NotLinked, OpenEvent
from accounts.shared.selectors import same_as, topics
from handoffs.protocol import NotNow
from msl_governance.ui.manners import spelled

from . import rules, selectors, services
from .models import FollowUp, MedicalAdverseEvent
from .moves import address_of

MOST_EVENTS = 50


class HandOff:
    """The origin that call reports know (``accounts.medical.origins``)."""

    def beginning(self, person, key: UUID, hcp) -> Beginning:
        """What came through the door and how it was classified. It is the MSL's to correct."""
        found = _seen(person, key)
        if found is None or found.hcp_id not in same_as(hcp.pk):
            return Beginning()
        topic = rules.topic_named_in((found.verbatim, found.get_kind_display()), topics())
        report: dict[str, Any] = {"met_at": rules.likely_moment(found, timezone.now())}
        if found.schedule_channel:
            report["channel"] = found.schedule_channel
        return Beginning(
            report,
            {
                "topic": str(topic.pk) if topic else "",
                "content_class": found.classification,
                "origin": Discussion.Origin.REACTIVE.value,
                "verbatim": found.verbatim,
                "unprompted": found.unprompted,
            },
        )

    def objection(self, person, key: UUID, met_at: datetime) -> str:
        """An exchange that was held before the question came does not answer it."""
        found = _seen(person, key)
        if found is None or met_at >= rules.earliest_answer(found):
            return ""
        came = spelled(timezone.localtime(found.received_at), "D j M, H:i")
        return _("The question came on %(came)s. An exchange that answers it was held after that.") % {
            "came": came
        }

    def safety_on_record(self, person, key: UUID, hcp) -> list[str]:
        """The adverse events that came with the question: until when, or with which receipt, and who forwards them."""
        found = _seen(person, key)
        if found is None or found.hcp_id not in same_as(hcp.pk):
            return []
        return [_in_words(event, found) for event in selectors.adverse_events_of(found)]

    def safety_open(self, person) -> list[OpenEvent]:
        """Adverse events of the person's hand-offs, each forwarded on its hand-off's page."""
        found = selectors.adverse_events_open(person)[:MOST_EVENTS]
        return [
            OpenEvent(one.follow_up.hcp.display_name, one.due_at, address_of(one.follow_up_id))
            for one in found
        ]

    def link(self, *, by, key: UUID, report) -> None:
        """Take the step “followed up” with this report."""
        found = _seen(by, key)
        if found is not None and found.call_report_id == report.pk:
            return
        try:
            services.record_follow_up(follow_up=FollowUp(pk=key), call_report=report, by=by)
        except NotNow as error:
            raise NotLinked(str(error)) from None
        except Http404:
            raise NotLinked(_("The hand-off is not in your hands any more.")) from None

    def address(self, key: UUID) -> str:
        """The hand-off's page."""
        return address_of(key)


def _seen(person, key: UUID) -> FollowUp | None:
    return FollowUp.objects.visible_to(person).select_related("assigned").filter(pk=key).first()


def _in_words(event: MedicalAdverseEvent, follow_up: FollowUp) -> str:
    moment = event.forwarded_at or event.due_at
    said = {"when": spelled(timezone.localtime(moment), "D j M, H:i"), "receipt": event.receipt_number}
    if event.forwarded_at:
        return (
            _(
                "An adverse event of this question is already on record. Drug safety has it since %(when)s, "
                "receipt %(receipt)s."
            )
            % said
        )
    said["who"] = follow_up.assigned.full_name if follow_up.assigned else _("Whoever takes the hand-off")
    return (
        _(
            "An adverse event of this question is already on record, due at drug safety by %(when)s. %(who)s forwards "
            "it from the hand-off."
        )
        % said
    )
