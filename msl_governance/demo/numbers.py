"""Commercial's own figures and work: prescribing as bought, aims, calls. Medical never sees that they exist."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts.commercial.models import Prescribing
from accounts.commercial.prescribing.models import Span
from accounts.commercial.prescribing.services import rework_deciles
from msl_governance.firewall.database import acting_for
from msl_governance.firewall.sides import Side
from msl_governance.people.selectors import commercial_territory_of

from . import promotion, words
from .cast import Cast
from .clock import perform
from .people import REASON

SUPPRESSED_BELOW = 11  # whoever sells the data leaves small counts out
YEARS = 3


def tell_numbers(cast: Cast, rng: Random) -> None:
    """Twelve months of prescribing for every doctor, then a year of content, aims and calls, then deciles."""
    today = cast.clock.last_day
    months, years = _last_months(today, 12), [date(today.year - back, 1, 1) for back in range(1, YEARS + 1)]
    with acting_for(Side.COMMERCIAL, reason=REASON):
        for found in cast.doctors.values():
            rows = (
                row for number, hcp in enumerate(found) for row in _counts(number, hcp, months, years, rng)
            )
            Prescribing.objects.bulk_create(rows, batch_size=2000)
    perform(cast.clock, _tales(cast))
    with acting_for(Side.COMMERCIAL, reason=REASON):
        rework_deciles(today=today)


def _tales(cast: Cast):
    yield promotion.shelf(cast)
    for where, found in cast.doctors.items():
        yield promotion.aimed(cast, where)
        yield promotion.visited(cast, where, 40 + len(found))


def _counts(number: int, hcp, months: list[date], years: list[date], rng: Random):
    """By month for most; of every seventh doctor only yearly counts of the second product are known."""
    territory, usual = commercial_territory_of(hcp.region), rng.randint(4, 45)
    ours, second = (product for product, _substance, _area in words.PRODUCTS)
    by_year = number % 7 == 6
    for start in years if by_year else months:
        count = max(0, usual + rng.randint(-4, 6)) * (12 if by_year else 1)
        yield Prescribing(
            hcp=hcp,
            territory=territory,
            product=second if by_year else ours,
            month=start,
            span=Span.YEAR if by_year else Span.MONTH,
            scripts=count if count >= SUPPRESSED_BELOW else None,
        )


def _last_months(today: date, count: int) -> list[date]:
    """First days of the ``count`` months before this one, the latest first."""
    found, day = [], today.replace(day=1)
    for _month in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
        found.append(day)
    return found
