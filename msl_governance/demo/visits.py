"""What MSLs plan for the days to come, and what their director told them after coming along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from accounts.medical.cotravel.services import write_note
from accounts.medical.models import CallReport
from accounts.medical.visits.services import plan_visit
from handoffs.clocks import is_business_day
from msl_governance.firewall.database import acting_as

from . import words
from .cast import Cast
from .clock import chance

PLANS = (
    (1, 10, "face_to_face"),
    (2, 14, "video"),
    (5, 9, "face_to_face"),
)  # business days ahead, hour, channel


def visits(cast: Cast, where: str) -> Iterator[datetime]:
    """Three visits of the coming days."""
    rng = chance(f"visits {where}")
    _rep, msl = cast.team(where)
    yield cast.clock.back(1, rng)
    for days, hour, channel in PLANS:
        with acting_as(msl):
            starts_at = _ahead(cast, days, hour)
            plan_visit(by=msl, hcp=cast.doctor(where, rng), starts_at=starts_at, channel=channel)


def accompanied(cast: Cast, where: str) -> Iterator[datetime]:
    """The director came along to the latest exchange that was told by then, and wrote what they saw."""
    _rep, msl = cast.team(where)
    director = cast.people["msl_director1"]
    yield cast.clock.back(2, chance(f"co-travel {where}"))
    with acting_as(director):
        report = CallReport.objects.filter(author_id=msl.pk, state="submitted").order_by("-met_at", "pk")[0]
        write_note(by=director, of=report, **words.CO_TRAVEL)


def _ahead(cast: Cast, days: int, hour: int) -> datetime:
    day = cast.clock.last_day
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day, cast.clock.holidays)
    return datetime.combine(day, time(hour), cast.clock.zone)
