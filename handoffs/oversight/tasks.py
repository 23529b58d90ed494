"""Tasks of oversight. Each may run again at any time without harm."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task
from msl_governance.notifications.models import OversightNotice
from msl_governance.notifications.services import notify_oversight

from . import selectors
from .models import InquiryEscalation


@side_task(Side.OVERSIGHT)
def tell_of_escalations() -> None:
    """A notice to each compliance officer of each escalation, without a word of what it says.

    Neither side can write it: a notice is a row of the side that reads it.
    """
    for side, rows in (
        ("medical", selectors.by_medical()),
        ("commercial", InquiryEscalation.objects.all()),
    ):
        for pk in _without_notice(rows):
            _tell(f"{reverse('handoffs_oversight:escalations')}?side={side}#r-{pk}", pk)


def _without_notice(rows):
    key = Concat(Value("escalation:"), Cast("pk", CharField()), output_field=CharField())
    told = OversightNotice.objects.filter(unique_for__startswith=OuterRef("key"))
    return list(rows.annotate(key=key).exclude(Exists(told)).values_list("pk", flat=True))


def _tell(url: str, pk) -> None:
    for person_id in selectors.reviewers():
        notify_oversight(
            person_id=person_id,
            kind=OversightNotice.Kind.ESCALATED,
            url=url,
            unique_for=f"escalation:{pk}:{person_id}",
        )
