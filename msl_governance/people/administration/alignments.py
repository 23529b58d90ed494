"""Alignment over time, and the grants that follow from today's: nothing else gives or takes access to a territory."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from msl_governance.firewall import grants
from msl_governance.firewall.sides import Side

from ..models import CommercialTerritoryGrant, MedicalTerritoryGrant, Person
from .selectors import ALIGNMENTS, CODENAMES, TERRITORIES, today

GRANTS = {Side.MEDICAL: MedicalTerritoryGrant, Side.COMMERCIAL: CommercialTerritoryGrant}


def align(*, by, person: Person, territory, start: date, end: date | None = None):
    """The person works the territory from ``start`` until the day before ``end``, or without an end.

    Raises ``ValidationError`` across the wall, for a leaver, and where it overlaps what it may not.
    """
    side = Side(person.side)
    if side not in TERRITORIES or not isinstance(territory, TERRITORIES[side]):
        raise ValidationError({"territory": _("People work territories of their own side alone.")})
    if not person.is_active:
        raise ValidationError({"person": _("Somebody who left works no territory.")})
    if end is not None and end <= start:
        raise ValidationError(
            {"end": _("The end comes after the start; it is the first day without access.")}
        )
    made = ALIGNMENTS[side](
        person=person, territory=territory, during=DateRange(start, end), alone=territory.alone
    )
    _save(made)
    follow(person)
    return made


def end(*, by, alignment, on: date) -> None:
    """It holds until the day before ``on``. One that has not begun by then never was, and is taken out."""
    if alignment.during.upper is not None and alignment.during.upper <= on:
        return
    person = alignment.person
    if on <= alignment.during.lower:
        alignment.delete()
    else:
        alignment.during = DateRange(alignment.during.lower, on)
        _save(alignment)
    follow(person)


def end_all_of(*, by, person: Person) -> None:
    """A leaver works nothing from today on, and has no grant left."""
    if Side(person.side) in ALIGNMENTS:
        for alignment in ALIGNMENTS[Side(person.side)].objects.filter(person=person).select_related("person"):
            end(by=by, alignment=alignment, on=today())
    follow(person)


def follow(person: Person) -> int:
    """Give and take the person's grants so that they are today's alignment; how many changed."""
    side = Side(person.side)
    if side not in ALIGNMENTS:
        return 0
    wanted = set()
    if person.is_active:
        held = ALIGNMENTS[side].objects.filter(person=person, during__contains=today())
        wanted = set(held.values_list("territory_id", flat=True))
    rows = GRANTS[side].objects.filter(user_id=person.pk, permission__codename=CODENAMES[side])
    present = set(rows.values_list("content_object_id", flat=True))
    rows.filter(content_object_id__in=present - wanted).delete()
    for territory in TERRITORIES[side].objects.filter(pk__in=wanted - present):
        grants.grant(person, CODENAMES[side], territory)
    return len(wanted ^ present)


def follow_everybody() -> int:
    """What begins or ends today, and whatever a mistake left behind; how many grants changed. Two queries a side."""
    differing: set = set()
    for side, model in ALIGNMENTS.items():
        held = model.objects.filter(during__contains=today(), person__is_active=True)
        wanted = set(held.values_list("person_id", "territory_id"))
        present = set(
            GRANTS[side]
            .objects.filter(permission__codename=CODENAMES[side])
            .values_list("user_id", "content_object_id")
        )
        differing |= {person for person, _territory in wanted ^ present}
    return sum(follow(person) for person in Person.objects.filter(pk__in=differing))


def _save(alignment) -> None:
    """Saved, or a sentence: by the model's own check, and by the database's where somebody was faster."""
    alignment.full_clean()
    try:
        with transaction.atomic():
            alignment.save()
    except IntegrityError as error:
        raise ValidationError(_("Somebody changed this at the same moment. Look at it again.")) from error
