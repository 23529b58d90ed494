"""Writes of the promotional library. Run within the commercial side, as the person in ``by``."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.shared.models import Product

from . import rules
from .models import PromotionalContent


@transaction.atomic
def add_content(
    *, by, code: str, title: str, key_message: str, product: Product, approved_on: date, expires_on: date,
    in_label: bool,
) -> PromotionalContent:  # fmt: skip
    """Put a new piece into the library, as version 1.

    Raises ``ValidationError`` beside the field where the code is taken or the dates make no period.
    """
    _check_period(approved_on, expires_on)
    if PromotionalContent.objects.filter(code__iexact=code).exists():
        raise ValidationError({"code": rules.TAKEN})
    return PromotionalContent.objects.create(
        author_id=by.pk, code=code, title=title, key_message=key_message, product=product,
        approved_on=approved_on, expires_on=expires_on, in_label=in_label,
    )  # fmt: skip


@transaction.atomic
def add_version(
    *, by, piece: PromotionalContent, title: str, key_message: str, approved_on: date, expires_on: date,
    in_label: bool,
) -> PromotionalContent:  # fmt: skip
    """Put the next version of a piece into the library; earlier ones end on the day it is approved.

    They end today at the earliest: what was right to use yesterday stays right. Raises ``ValidationError``.
    """
    _check_period(approved_on, expires_on)
    earlier = list(PromotionalContent.objects.select_for_update().filter(code=piece.code).order_by("version"))
    made = PromotionalContent.objects.create(
        author_id=by.pk, code=piece.code, version=earlier[-1].version + 1, product=piece.product, title=title,
        key_message=key_message, approved_on=approved_on, expires_on=expires_on, in_label=in_label,
    )  # fmt: skip
    ends = max(approved_on, timezone.localdate())
    for old in earlier:
        if old.withdrawn_on is None or old.withdrawn_on > ends:
            _end(old, ends, _("Replaced by version %(n)s.") % {"n": made.version})
    return made


@transaction.atomic
def withdraw(*, by, piece: PromotionalContent, reason: str) -> None:
    """Take a version out of use from today on. Raises ``ValidationError`` where that was done already."""
    today = timezone.localdate()
    locked = PromotionalContent.objects.select_for_update().get(pk=piece.pk)
    if locked.withdrawn_on and locked.withdrawn_on <= today:
        raise ValidationError({"reason": rules.WITHDRAWN_ALREADY})
    _end(locked, today, reason)


def _end(piece: PromotionalContent, day: date, reason: str) -> None:
    piece.withdrawn_on, piece.withdrawal_reason = day, reason
    piece.save(update_fields=["withdrawn_on", "withdrawal_reason"])


def _check_period(approved_on: date, expires_on: date) -> None:
    if expires_on < approved_on:
        raise ValidationError({"expires_on": rules.ENDS_BEFORE})
    if expires_on < timezone.localdate():
        raise ValidationError({"expires_on": rules.ALREADY_OVER})
