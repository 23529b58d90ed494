"""Commercial's own figures: prescribing as bought, and objectives. Medical never sees that they exist."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts.commercial.models import Prescribing, RepObjective
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side
from msl_governance.people.selectors import commercial_territory_of

from . import words
from .cast import Cast
from .people import REASON

SUPPRESSED_BELOW = 3  # the seller of the data leaves small counts out


def tell_numbers(cast: Cast, rng: Random) -> None:
    """Twelve months of prescribing for every doctor, and some objectives of each representative."""
    months = _last_months(cast.clock.today.date(), 12)
    with acting_for(Side.COMMERCIAL, reason=REASON):
        for found in cast.doctors.values():
            Prescribing.objects.bulk_create(
                (row for hcp in found for row in _year_of(hcp, months, rng)), batch_size=2000
            )
    for where in cast.doctors:
        rep, _msl = cast.team(where)
        with acting_as(rep):
            RepObjective.objects.bulk_create(
                _objective(rep, hcp, cast, rng) for hcp in cast.doctors[where][:9]
            )


def _year_of(hcp, months: list[date], rng: Random):
    territory, usual = commercial_territory_of(hcp.region), rng.randint(1, 45)
    for month in months:
        count = max(0, usual + rng.randint(-4, 6))
        yield Prescribing(
            hcp=hcp,
            territory=territory,
            product="Corvanta",
            month=month,
            scripts=count if count >= SUPPRESSED_BELOW else None,
        )


def _objective(rep, hcp, cast: Cast, rng: Random) -> RepObjective:
    done = rng.random() < 0.4
    return RepObjective(
        author_id=rep.pk,
        hcp=hcp,
        territory=commercial_territory_of(hcp.region),
        aim=rng.choice(words.AIMS),
        target_scripts=rng.randint(10, 60),
        state=RepObjective.State.DONE if done else RepObjective.State.OPEN,
        period_end=cast.clock.today.date()
        + timedelta(days=rng.randint(-60, -5) if done else rng.randint(10, 90)),
    )


def _last_months(today: date, count: int) -> list[date]:
    """First days of the ``count`` months before this one, the latest first."""
    found, day = [], today.replace(day=1)
    for _month in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
        found.append(day)
    return found
