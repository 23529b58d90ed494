"""Walking a list page by page, both ways, shows each row once; broken cursors give the first page."""

import base64
import datetime as dt
import json
import operator
import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from msl_governance.ui import pagination
from msl_governance.ui.pagination import paged

ORDER = ("-created_at", "name", "-pk")
UTC = dt.UTC

with isolate_apps("msl_governance.ui"):

    class Row(models.Model):
        """A row with each kind of ordering column."""

        id = models.UUIDField(primary_key=True)
        created_at = models.DateTimeField()
        name = models.CharField(max_length=20)
        owner = models.ForeignKey("self", on_delete=models.PROTECT)

        class Meta:
            app_label = "ui"

    class Other(Row):
        """The same columns in another list."""

        class Meta:
            proxy = True
            app_label = "ui"


class Rows:
    """A queryset over a list: what ``paged`` asks of one, computed in Python."""

    model = Row
    query = SimpleNamespace(annotations={"rank": SimpleNamespace(output_field=models.IntegerField())})

    def __init__(self, rows):
        self.rows = rows

    def order_by(self, *order):
        rows = list(self.rows)
        for name in reversed(order):
            rows.sort(key=operator.attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
        return Rows(rows)

    def filter(self, condition):
        return Rows([row for row in self.rows if holds(condition, row)])

    def __getitem__(self, part):
        return self.rows[part]


def holds(condition, row):
    """Whether a Q of comparisons holds for a row."""
    if isinstance(condition, tuple):
        name, _, lookup = condition[0].partition("__")
        return {"lt": operator.lt, "gt": operator.gt, "": operator.eq}[lookup](
            getattr(row, name), condition[1]
        )
    results = [holds(child, row) for child in condition.children]
    return any(results) if condition.connector == "OR" else all(results)


def rows(stamps):
    """Rows with these microseconds and names, so that many tie."""
    start = dt.datetime(2026, 11, 21, tzinfo=UTC)
    return [
        Row(id=uuid.UUID(int=number), created_at=start + dt.timedelta(microseconds=micro), name=name)
        for number, (micro, name) in enumerate(stamps, 1)
    ]


def walk(source, size, key):
    """All pages from an end to the other along ``next`` or ``previous``."""
    page, seen = paged(source, {}, order=ORDER, size=size), []
    while True:
        seen.append(page)
        assert len(seen) <= len(source.rows) + 1, "the list goes round in circles"
        cursor = getattr(page, key)
        if not cursor:
            return seen
        page = paged(source, {"after" if key == "next" else "before": cursor}, order=ORDER, size=size)


STAMPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "Ä", "b", "“x”"])), max_size=25)


@given(STAMPS, st.integers(1, 6))
def test_forward_shows_each_row_once_in_order(stamps, size):
    source = Rows(rows(stamps))
    pages = walk(source, size, "next")
    assert [row for page in pages for row in page] == source.order_by(*ORDER).rows
    assert all(len(page) == size for page in pages[:-1])
    assert pages[0].previous == ""
    assert all(page.previous for page in pages[1:])


@given(STAMPS, st.integers(1, 6))
def test_backward_from_the_end_shows_the_same(stamps, size):
    source = Rows(rows(stamps))
    page = walk(source, size, "next")[-1]
    seen = [page.items]
    while page.previous:
        assert len(seen) <= len(source.rows), "the list goes round in circles"
        page = paged(source, {"before": page.previous}, order=ORDER, size=size)
        seen.insert(0, page.items)
        assert page.next
    assert [row for items in seen for row in items] == source.order_by(*ORDER).rows


def cursor(value, order=ORDER):
    return pagination.seal(json.dumps(value).encode(), pagination._purpose(Row, order))


GOOD = ["2026-11-21T00:00:00+00:00", "b", str(uuid.UUID(int=1))]


@pytest.mark.parametrize(
    "text",
    [
        "x", "é", "%%%", cursor({}), cursor([]), cursor(GOOD[:2]), cursor([*GOOD, 1]), cursor([None, *GOOD[1:]]),
        cursor(["yesterday", *GOOD[1:]]), cursor([GOOD[0], "a\x00b", GOOD[2]]), cursor([*GOOD[:2], "1 OR 1=1"]),
        cursor([[], {}, []]), "[" * 100_000, base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)  # fmt: skip
def test_a_broken_cursor_gives_the_first_page(text):
    source = Rows(rows([(3, "a"), (2, "b"), (1, "c")]))
    first = paged(source, {}, order=ORDER, size=2)
    assert paged(source, {"after": text}, order=ORDER, size=2) == first
    assert paged(source, {"before": text}, order=ORDER, size=2) == first


def test_a_good_cursor_keeps_microseconds():
    row = rows([(123456, "b")])[0]
    values = pagination.decode(pagination.encode(row, ORDER), Rows([]), ORDER)
    assert values == [row.created_at, "b", row.id]


def test_a_cursor_of_another_list_or_another_order_opens_nothing():
    """One made of a moment that somebody chose would ask what lies before it in a list that shows no moments."""

    row = rows([(3, "a")])[0]
    sealed = pagination.encode(row, ORDER)
    assert pagination.decode(sealed, Rows([]), ORDER)
    assert pagination.decode(sealed, Rows([]), ("created_at", "name", "pk")) is None
    elsewhere = Rows([])
    elsewhere.model = Other
    assert pagination.decode(sealed, elsewhere, ORDER) is None


def test_a_cursor_is_sealed_and_cannot_be_made_up():
    """With a made-up one somebody could ask, by halves, at which moment a row lies that is shown without a date."""
    row = rows([(123456, "b")])[0]
    made_up = base64.urlsafe_b64encode(json.dumps(GOOD).encode()).decode().rstrip("=")
    assert pagination.decode(made_up, Rows([]), ORDER) is None
    sealed = pagination.encode(row, ORDER)
    assert b"2026" not in base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    assert sealed == pagination.encode(row, ORDER)


def test_a_relation_cannot_order():
    with pytest.raises(FieldError, match="owner"):
        pagination.decode(cursor(["x"], ("owner",)), Rows([]), ("owner",))


def test_an_annotation_orders_by_its_own_type():
    assert pagination.decode(cursor(["7"], ("-rank",)), Rows([]), ("-rank",)) == [7]
    assert pagination.decode(cursor(["seven"], ("rank",)), Rows([]), ("rank",)) is None
