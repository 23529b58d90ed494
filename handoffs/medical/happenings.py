"""Hand-offs on medical's timeline of an account: what was received, and which interest went back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.shared.selectors import same_as
from accounts.shared.timeline import Happening, Span

from .models import FollowUp, InterestReturn
from .rules import ENDED


def received(person, hcp, span: Span) -> Iterator[Happening]:
    """Scientific inquiries about the HCP, within the person's scope."""
    found = FollowUp.objects.visible_to(person).filter(hcp__in=same_as(hcp.pk))
    for one in span.latest(found, "received_at"):
        kind, url = _("Hand-off received"), reverse("handoffs_medical:detail", args=[one.pk])
        title, said = one.get_kind_display(), one.get_state_display()
        yield Happening(one.received_at, "door-enter", kind, title, said, url, one.state not in ENDED)


def returned(person, hcp, span: Span) -> Iterator[Happening]:
    """General interests that went back to commercial."""
    found = InterestReturn.objects.visible_to(person).select_related("topic")
    live = found.filter(follow_up__hcp__in=same_as(hcp.pk), state__in=("released", "expired"))
    for one in span.latest(live, "decided_at"):
        url = reverse("handoffs_medical:detail", args=[one.follow_up_id])
        yield Happening(
            one.decided_at, "bulb", _("General interest returned"), str(one.topic), one.sentence, url
        )
