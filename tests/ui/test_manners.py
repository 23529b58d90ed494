"""Dates and times as a person's country writes them, on every page and in every sentence."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation

from msl_governance.ui.manners import MONTH_FIRST, manner, spelled

MOMENT = datetime(2026, 11, 5, 15, 4, 9, tzinfo=UTC)
PATTERNS = [
    ("j M Y", "5 Nov 2026", "Nov 5, 2026"),
    ("j M Y, H:i", "5 Nov 2026, 15:04", "Nov 5, 2026, 3:04 PM"),
    ("j M Y, H:i:s", "5 Nov 2026, 15:04:09", "Nov 5, 2026, 3:04:09 PM"),
    ("D j M", "Thu 5 Nov", "Thu, Nov 5"),
    ("D j M, H:i", "Thu 5 Nov, 15:04", "Thu, Nov 5, 3:04 PM"),
    ("D j M Y", "Thu 5 Nov 2026", "Thu, Nov 5, 2026"),
    ("l j F Y, H:i", "Thursday 5 November 2026, 15:04", "Thursday, November 5, 2026, 3:04 PM"),
    ("j M, H:i", "5 Nov, 15:04", "Nov 5, 3:04 PM"),
    ("j F", "5 November", "November 5"),
    ("F Y", "November 2026", "November 2026"),
    ("H:i", "15:04", "3:04 PM"),
    ("Y-m-d", "2026-11-05", "2026-11-05"),
]


@pytest.mark.parametrize(("pattern", "day_first", "month_first"), PATTERNS)
def test_each_pattern_of_the_pages_follows_the_country(pattern, day_first, month_first):
    for language, says in (
        ("en", day_first),
        ("en-gb", day_first),
        ("en-us", month_first),
        ("en-ca", month_first),
    ):
        with translation.override(language):
            assert spelled(MOMENT, pattern) == says


def test_what_machines_read_stays_as_it_is():
    with translation.override("en-us"):
        for pattern in ("c", "U", "DATE_FORMAT", "DATETIME_FORMAT"):
            assert manner(pattern) == pattern
        template = engines["django"].from_string("{{ at|date:'c' }} {{ none|date:'j M Y' }} {{ at|date }}")
        said = template.render({"at": MOMENT, "none": None})
        assert said.startswith("2026-11-05T")


def test_templates_follow_too():
    template = engines["django"].from_string("{{ at|date:'D j M, H:i' }}")
    for language, says in (("en", "Thu 5 Nov, 10:04"), ("en-us", "Thu, Nov 5, 10:04 AM")):
        with translation.override(language):
            assert template.render({"at": MOMENT}) == says


def test_nobody_s_language_is_the_product_s_own():
    with translation.override(None):
        assert manner("j M Y") == "j M Y"
    assert "en" not in MONTH_FIRST


def test_a_page_of_the_product_in_the_manner_of_the_united_states(world, client, time_machine):
    time_machine.move_to("2026-03-04T20:30:00Z", tick=False)
    world.msl1.language = "en-us"
    world.msl1.save()
    client.force_login(world.msl1)
    page = client.get("/").content.decode()
    assert '<html lang="en-us"' in page
    assert "Wednesday, March 4" in page


@pytest.mark.parametrize(
    "hour", [(9, "Good morning"), (12, "Good afternoon"), (14, "Good afternoon"), (18, "Good evening")]
)
@pytest.mark.parametrize(
    "who", ["rep1", "sales_director1", "msl1", "head_of_medical1", "compliance1", "administrator1"]
)
def test_everybody_is_greeted_alike_by_their_own_clock(world, client, time_machine, who, hour):
    number, word = hour
    time_machine.move_to(datetime(2026, 3, 4, number + 5, tzinfo=UTC), tick=False)
    person = getattr(world, who)
    client.force_login(person)
    assert f"<h1>{word}, {person.full_name.split()[0]}</h1>" in client.get("/").content.decode()
