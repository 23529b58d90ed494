"""Writes of detail calls. Run within the commercial side, as the person in ``by``."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.shared import keeping
from accounts.shared.models import Hcp
from accounts.shared.shapes import KeptFilter

from ..content.models import PromotionalContent
from ..objectives.models import RepObjective
from ..scope import territory_of
from . import rules
from .models import CallCorrection, CallExport, DetailCall, DetailedContent, KeptCallFilter

PLAIN = ("called_at", "channel", "duration_minutes", "next_step", "next_step_note", "objective")


@transaction.atomic
def log_call(
    *, by, hcp: Hcp, called_at: datetime, channel: str, contents: list[PromotionalContent], next_step: str,
    next_step_note: str = "", duration_minutes: int | None = None, objective: RepObjective | None = None,
    client_key: UUID | None = None,
) -> DetailCall:  # fmt: skip
    """Log a call with an HCP of one's territory. A second call with the same key returns the first's.

    Raises ``ValidationError`` beside the field: in the future, a piece not usable on that day, an aim that does
    not fit, an account elsewhere, a key of somebody else's form.
    """
    territory = territory_of(by, hcp)
    key = client_key or uuid4()
    if sent := DetailCall.objects.filter(client_key=key).first():
        return _same(sent, by, hcp)
    if found := rules.complaints(hcp=hcp, called_at=called_at, contents=contents, objective=objective):
        raise ValidationError(found)
    values = {
        "hcp": hcp, "territory": territory, "called_at": called_at, "channel": channel, "objective": objective,
        "next_step": next_step, "next_step_note": next_step_note, "duration_minutes": duration_minutes,
    }  # fmt: skip
    call, made = DetailCall.objects.get_or_create(client_key=key, defaults=values | {"author_id": by.pk})
    if not made:
        return _same(call, by, hcp)
    _detail(call, contents)
    return call


@transaction.atomic
def correct_call(
    *, by, call: DetailCall, reason: str, contents: list[PromotionalContent], **values
) -> CallCorrection:
    """Correct a call by the next numbered correction; what stood before stays in it, and in the history.

    ``values`` are all of ``PLAIN``. Raises ``PermissionDenied`` for anybody but who logged it, and
    ``ValidationError`` beside the field where something is not right or nothing is changed.
    """
    if not rules.may_correct(by, call):
        raise PermissionDenied
    locked = DetailCall.objects.select_for_update().get(pk=call.pk)
    before = [row.content for row in locked.detailed.select_related("content")]
    same_day = timezone.localtime(locked.called_at).date() == timezone.localtime(values["called_at"]).date()
    objective = values["objective"] if values["objective"] != locked.objective else None
    if found := rules.complaints(
        hcp=locked.hcp, called_at=values["called_at"], contents=contents, objective=objective,
        settled=before if same_day else (),
    ):  # fmt: skip
        raise ValidationError(found)
    changes = _changes(locked, values) + _pieces_changed(before, contents)
    if not changes:
        raise ValidationError(rules.NOTHING_CHANGED)
    _rewrite(locked, values, None if set(before) == set(contents) else contents)
    return CallCorrection.objects.create(
        call=locked, number=locked.corrections, author_id=by.pk, reason=reason, changes=changes
    )


def _rewrite(call: DetailCall, values: dict, contents: list[PromotionalContent] | None) -> None:
    """What now stands, under the next number; without ``contents`` the pieces stay as they are."""
    for name in PLAIN:
        setattr(call, name, values[name])
    call.corrections += 1
    call.save()
    if contents is not None:
        call.detailed.all().delete()
        _detail(call, contents)


def note_export(*, by, file: str, asked: dict[str, str], told: list[str], rows: int) -> None:
    """Write down that somebody took calls out of the product; compliance reads it."""
    CallExport.objects.create(person_id=by.pk, file=file, asked=asked, told=told, rows=rows)


def keep_filter(*, by, name: str, asked: dict[str, str]) -> KeptFilter:
    """Keep a filter of one's own under a name. Raises ``ValidationError``: nothing asked, or too many."""
    return keeping.keep(KeptCallFilter, by=by, name=name, asked=asked)


def forget_filter(*, by, pk: UUID) -> bool:
    """Delete a filter of one's own; False where there is none of that id."""
    return keeping.forget(KeptCallFilter, by=by, pk=pk)


def _same(call: DetailCall, by, hcp: Hcp) -> DetailCall:
    if call.author_id != by.pk or call.hcp.account_id != hcp.account_id:
        raise ValidationError(rules.ANOTHER_FORM)
    return call


def _detail(call: DetailCall, contents: list[PromotionalContent]) -> None:
    DetailedContent.objects.bulk_create(DetailedContent(call=call, content=one) for one in contents)


def _changes(call: DetailCall, values: dict) -> list[dict]:
    changed = []
    for name in PLAIN:
        before, after = getattr(call, name), values[name]
        if before != after:
            what = str(cast("models.Field", call._meta.get_field(name)).verbose_name)
            changed.append(_change(what, _told(call, name, before), _told(call, name, after)))
    return changed


def _pieces_changed(before: list[PromotionalContent], after: list[PromotionalContent]) -> list[dict]:
    if set(before) == set(after):
        return []
    told = [", ".join(sorted(str(one) for one in pieces)) for pieces in (before, after)]
    return [_change(_("content detailed"), *told)]


def _change(what: str, before: str, after: str) -> dict:
    return {"what": capfirst(what), "before": before, "after": after}


def _told(call: DetailCall, name: str, value) -> str:
    if value is None or value == "":
        return _("none")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M Y, H:i")
    choices = dict(getattr(call._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))
