"""Paging by key, not by number: a page costs the same at any depth and rows that arrive do not shift it.

The cursor is the ordering values of the row at the edge, so it tells nothing about rows that the person may not see.
It is sealed: nobody reads a moment in it that the page does not show, nor asks with one of their own where a row lies.
"""

import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

from msl_governance.ui.sealing import opened, seal

SIZE = 25
CURSOR = "cursor"


@dataclass(frozen=True)
class Page:
    """One page of a list. ``previous`` and ``next`` are cursors, empty at the ends."""

    items: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def paged(
    queryset: QuerySet,
    query: Mapping[str, str],
    *,
    order: Sequence[str] = ("-created_at", "-pk"),
    size: int = SIZE,
) -> Page:
    """The page that ``query`` (``request.GET``) asks for with ``after=`` or ``before=``, else the first.

    ``order`` names columns of the model, or annotations of the queryset, that are never NULL and together unique, so
    it ends with the key. A cursor that is broken or belongs to another list gives the first page. Raises FieldError
    for an unknown column.
    """
    after, before = query.get("after", ""), query.get("before", "")
    backwards = bool(before and not after)
    values = decode(after or before, queryset, order)
    if values is None:
        after, before, backwards = "", "", False
    direction = reverse_of(order) if backwards else order
    ordered = queryset.order_by(*direction)
    if values is not None:
        ordered = ordered.filter(beyond(direction, values))
    fetched = list(ordered[: size + 1])
    more, rows = len(fetched) > size, fetched[:size][:: -1 if backwards else 1]
    has_previous, has_next = (more, True) if backwards else (bool(after), more)
    return Page(
        rows,
        encode(rows[0], order) if rows and has_previous else "",
        encode(rows[-1], order) if rows and has_next else "",
    )


def reverse_of(order: Sequence[str]) -> list[str]:
    """The same columns the other way round."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after the row with these values: (a, b) > (x, y) written out, as the directions may differ."""
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        lookup = f"{name[1:]}__lt" if name.startswith("-") else f"{name}__gt"
        condition |= equal & Q(**{lookup: value})
        equal &= Q(**{name.lstrip("-"): value})
    return condition


def encode(row: Model, order: Sequence[str]) -> str:
    """Cursor of a row: its ordering values as JSON, sealed for lists of its model in this order, in URL-safe base64."""
    values = [getattr(row, name.lstrip("-")) for name in order]
    return seal(json.dumps(values, cls=_Exact, separators=(",", ":")).encode(), _purpose(type(row), order))


def _purpose(model: type[Model], order: Sequence[str]) -> str:
    # A cursor made of a moment that somebody chose in one list must not ask another list what lies before it.
    return f"{CURSOR}:{model._meta.label}:{','.join(order)}"


class _Exact(DjangoJSONEncoder):
    """Keeps microseconds, which Django's encoder cuts: with a cut value the edge row would come twice."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def decode(cursor: str, queryset: QuerySet, order: Sequence[str]) -> list[Any] | None:
    """The values of a cursor in the columns' own types; None where it is not a cursor of this list."""
    if not cursor:
        return None
    try:
        values = json.loads(opened(cursor, _purpose(queryset.model, order)))
        columns = [_column(queryset, name) for name in order]
        if not isinstance(values, list) or len(values) != len(columns):
            return None
        typed = [column.to_python(value) for column, value in zip(columns, values, strict=True)]
    except (
        binascii.Error,
        UnicodeError,
        ValueError,
        TypeError,
        ValidationError,
        OverflowError,
        RecursionError,
    ):
        return None
    # PostgreSQL refuses NUL in text, and NULL sorts nowhere.
    return None if any(value is None or "\x00" in str(value) for value in typed) else typed


def _column(queryset: QuerySet, name: str) -> Any:
    """The field behind ``-created_at``, ``pk`` or an annotation, which gives a cursor's value its type."""
    bare, model = name.lstrip("-"), queryset.model
    if bare in queryset.query.annotations:
        return queryset.query.annotations[bare].output_field
    column = model._meta.pk if bare == "pk" else model._meta.get_field(bare)
    if column is None or column.is_relation:
        raise FieldError(f"{model.__name__}.{bare} cannot order a paged list.")
    return column
