"""Clocks in business days: weekends, holidays, changes of the hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoffs.clocks import Clock, Light, add_business_days, adverse_event_due, due, light

NEW_YORK = ZoneInfo("America/New_York")
THANKSGIVING = date(2026, 11, 26)


def local(*parts):
    return datetime(*parts, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (local(2026, 11, 17, 15, 4), 1, local(2026, 11, 18, 15, 4)),
        (local(2026, 11, 20, 15, 0), 1, local(2026, 11, 23, 15, 0)),  # over a weekend
        (local(2026, 11, 25, 9, 0), 1, local(2026, 11, 27, 9, 0)),  # over a holiday
        (local(2026, 11, 21, 10, 0), 1, local(2026, 11, 24, 0, 0)),  # starts on a Saturday: end of Monday
        (local(2026, 11, 26, 10, 0), 0, local(2026, 11, 27, 0, 0)),  # starts on a holiday
        (local(2026, 11, 17, 15, 4), 0, local(2026, 11, 17, 15, 4)),
        (local(2026, 11, 17, 15, 4), 10, local(2026, 12, 2, 15, 4)),
        (local(2026, 10, 30, 9, 0), 1, local(2026, 11, 2, 9, 0)),  # the clocks went back on 1 November
    ],
)
def test_days_are_business_days(start, days, expected):
    assert add_business_days(start, days, {THANKSGIVING}, NEW_YORK) == expected


def test_day_off_is_the_territorys_not_utcs():
    late_friday = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # Saturday in UTC, Friday 21:00 in New York
    assert add_business_days(late_friday, 1, set(), NEW_YORK) == local(2026, 11, 23, 21, 0)


def test_skipped_time_of_day_becomes_the_moment_after_it():
    tz = ZoneInfo("Asia/Amman")  # on Friday 26 March 2021 the clocks went from 00:00 to 01:00
    friday = add_business_days(datetime(2021, 3, 25, 0, 30, tzinfo=tz), 1, set(), tz)
    assert friday == datetime(2021, 3, 26, 1, 30, tzinfo=tz)


@pytest.mark.parametrize(("start", "days"), [(datetime(2026, 11, 17), 1), (local(2026, 11, 17), -1)])
def test_senseless_start_is_refused(start, days):
    with pytest.raises(ValueError, match="aware start"):
        add_business_days(start, days, set(), NEW_YORK)


def test_year_without_business_days_is_refused():
    every_day = {date(2026, 1, 1) + timedelta(days=n) for n in range(800)}
    with pytest.raises(ValueError, match="no business day"):
        add_business_days(local(2026, 1, 1), 1, every_day, NEW_YORK)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(
    moments, moments, st.integers(0, 12), st.sets(st.dates(date(2025, 1, 1), date(2028, 2, 1)), max_size=20)
)
def test_later_start_is_never_due_earlier(one, other, days, holidays):
    earlier, later = sorted((one, other))
    first, second = (add_business_days(start, days, holidays, NEW_YORK) for start in (earlier, later))
    assert first <= second + timedelta(hours=1)  # an hour that is played twice may be the one or the other
    assert first >= earlier


def test_lengths_are_settings(settings):
    settings.THRESHOLD = settings.THRESHOLD | {"first_contact_business_days": 3}
    assert due(Clock.FIRST_CONTACT, local(2026, 11, 16, 9), holidays=(), tz=NEW_YORK) == local(
        2026, 11, 19, 9
    )


def test_adverse_event_does_not_wait_for_monday():
    assert adverse_event_due(local(2026, 11, 20, 15)) == local(2026, 11, 21, 15)


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, Light.OVERDUE), (-1, Light.OVERDUE), (4, Light.NEAR), (5, Light.ON_TIME)]
)
def test_light(hours, expected):
    now = local(2026, 11, 17, 12)
    assert light(now + timedelta(hours=hours), now) == expected
