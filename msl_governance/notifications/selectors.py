"""Reading notices: one's own rows of one's own side's table, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from msl_governance.firewall.sides import Side
from msl_governance.people.models import AnyColleague, CommercialColleague, MedicalColleague

from .models import CommercialNotice, MedicalNotice, OversightNotice

NOTICES = {
    Side.MEDICAL: MedicalNotice,
    Side.COMMERCIAL: CommercialNotice,
    Side.OVERSIGHT: OversightNotice,
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
    """How many notices the person has not read, for the bell."""
    return notices_of(person).filter(read_at=None).count()


def unsent(side: Side):
    """Notices whose mail has not gone out: those that failed least often first, then the oldest."""
    return NOTICES[side].objects.filter(mailed_at=None).order_by("mail_failures", "made_at", "id")


def addresses(side: Side, person_ids) -> dict[UUID, str]:
    """Person id -> e-mail address, for active people of the side who have one."""
    people = (
        COLLEAGUES[side]._default_manager.filter(pk__in=list(person_ids), is_active=True).exclude(email="")
    )
    return dict(people.values_list("id", "email"))
