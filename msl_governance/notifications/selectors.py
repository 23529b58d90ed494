"""Reading notices: one's own rows of one's own side's table, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from msl_governance.firewall.sides import Side
from msl_governance.people.models import AnyColleague, CommercialColleague, MedicalColleague

from .models import (
    Choice,
    CommercialChoice,
    CommercialNotice,
    MedicalChoice,
    MedicalNotice,
    Notice,
    OversightChoice,
    OversightNotice,
)

NOTICES = {
    Side.MEDICAL: MedicalNotice,
    Side.COMMERCIAL: CommercialNotice,
    Side.OVERSIGHT: OversightNotice,
}
CHOICES = {
    Side.MEDICAL: MedicalChoice,
    Side.COMMERCIAL: CommercialChoice,
    Side.OVERSIGHT: OversightChoice,
}
COLLEAGUES = {
    Side.MEDICAL: MedicalColleague,
    Side.COMMERCIAL: CommercialColleague,
    Side.OVERSIGHT: AnyColleague,
}


def has_notices(person) -> bool:
    """Whether the person's side has notices at all; the platform side has none."""
    return Side(person.side) in NOTICES


def notices_of(person):
    """Notices addressed to the person; an empty queryset without a query where the side has none."""
    model = NOTICES.get(Side(person.side))
    return model.objects.visible_to(person) if model else MedicalNotice.objects.none()


def notice_of(person, notice_id: UUID):
    """One's own notice. Raises ``Http404`` for anybody else's."""
    found = notices_of(person).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def unread_count(person) -> int:
    """How many notices the person has not read."""
    return notices_of(person).filter(read_at=None).count()


def waiting_count(person) -> int:
    """The same for the bell and the rail of one request, asked once."""
    if not hasattr(person, "_unread_notices"):
        person._unread_notices = unread_count(person)
    return person._unread_notices


def choices_of(person) -> dict[str, str]:
    """How the person wants to hear of each kind: kind -> ``Choice.How``."""
    model = CHOICES.get(Side(person.side))
    chosen = dict(model.objects.visible_to(person).values_list("kind", "how")) if model else {}
    return {kind: chosen.get(kind, Choice.How.NOW) for kind in Notice.Kind.values}


def how_wanted(side: Side, person_id: UUID, kind: str) -> str:
    """How somebody of the side wants to hear of a kind; what is a duty is never left unmailed."""
    how = CHOICES[side].objects.filter(person_id=person_id, kind=kind).values_list("how", flat=True).first()
    if how == Choice.How.NEVER and kind not in Notice.OPTIONAL:
        return Choice.How.NOW
    return how or Choice.How.NOW


def time_zone_of(side: Side, person_id: UUID) -> str:
    """The time zone a colleague lives in; empty where there is none."""
    people = COLLEAGUES[side]._default_manager.filter(pk=person_id)
    return people.values_list("time_zone", flat=True).first() or ""


def unsent(side: Side):
    """Notices whose mail is due and has not gone out: those that failed least often first, then the oldest."""
    due = NOTICES[side].objects.filter(mailed_at=None, mail_after__lte=timezone.now())
    return due.order_by("mail_failures", "made_at", "id")


def addresses(side: Side, person_ids) -> dict[UUID, str]:
    """Person id -> e-mail address, for active people of the side who have one."""
    people = (
        COLLEAGUES[side]._default_manager.filter(pk__in=list(person_ids), is_active=True).exclude(email="")
    )
    return dict(people.values_list("id", "email"))
