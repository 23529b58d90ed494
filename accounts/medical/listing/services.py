"""Writes of medical's words on the account list: kept with their reason, and sent through door 1."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.door import INFLUENCE, MEDICAL_ADDITION
from accounts.shared.listing import rules
from accounts.shared.models import ListEntry
from msl_governance.firewall.doors import cross

from .models import InfluenceSetting, MedicalAddition

BASIS = "account list"


@transaction.atomic
def set_influence(*, by, entry: ListEntry, note: str = "", **words) -> InfluenceSetting:
    """Say ``words`` (columns of ``InfluenceSetting``) of an entry; the other side sees them, never the note.

    Raises ``ValidationError`` where nothing is said, ``DoorClosed`` where the door does not open.
    """
    if not words:
        raise ValidationError(rules.NOTHING_CHANGED)
    setting = InfluenceSetting.objects.create(entry=entry, author_id=by.pk, note=note, **words)
    cross(INFLUENCE, source_id=setting.pk, by=by, basis=BASIS)
    return setting


@transaction.atomic
def add_account(*, by, product, area, hcp=None, organisation=None) -> ListEntry:
    """Put an HCP or an organisation on the list of a product and an area; the entry as it stands then.

    Raises ``ValidationError`` where it has an entry there already, ``DoorClosed`` where the door stays shut.
    """
    account = {"product": product, "area": area, "hcp": hcp, "organisation": organisation}
    rules.refuse_twice(**account)
    addition = MedicalAddition.objects.create(author_id=by.pk, **account)
    cross(MEDICAL_ADDITION, source_id=addition.pk, by=by, basis=BASIS)
    return ListEntry.objects.get(pk=addition.entry_key)
