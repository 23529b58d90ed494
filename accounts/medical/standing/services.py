"""Writes of standing requests."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp, ScientificTopic

from .models import StandingRequest
from .rules import year_after

NOT_YET = _("The wish cannot have been said on a day to come. Choose the day it was said.")
TOO_OLD = _("That was more than twelve months ago, so it holds no longer. Ask whether it is still wished.")
GONE = _("This request no longer holds; there is nothing to withdraw.")


def record_standing(*, by, hcp: Hcp, topic: ScientificTopic, wish: str, asked_on: date) -> StandingRequest:
    """Record an HCP's wish to be kept informed of a topic. It holds for twelve months from ``asked_on``.

    The same wish again, while it holds, is the one that is on record.

    Raises ``ValidationError`` beside ``asked_on`` for a day to come, and for one so old that it has lapsed.
    """
    today = timezone.localdate()
    if asked_on > today:
        raise ValidationError({"asked_on": NOT_YET})
    expires_on = year_after(asked_on)
    if expires_on < today:
        raise ValidationError({"asked_on": TOO_OLD})
    known = {"hcp": hcp, "topic": topic, "author_id": by.pk, "wish": wish, "asked_on": asked_on}
    recorded = StandingRequest.objects.filter(**known, withdrawn_on=None).first()
    return recorded or StandingRequest.objects.create(**known, expires_on=expires_on)


def withdraw_standing(*, by, standing: StandingRequest) -> StandingRequest:
    """The HCP no longer wishes it. Raises ``ValidationError`` where it holds no longer anyway."""
    today = timezone.localdate()
    if standing.withdrawn_on or not standing.holds_on(today):
        raise ValidationError(GONE)
    standing.withdrawn_on = today
    standing.save(update_fields=["withdrawn_on"])
    return standing
