"""Deciles: tenths of prescribers, ties together, zero apart, suppressed not counted; for commercial alone."""

from datetime import date

import pytest
from django.db import Error
from django.utils import timezone

from accounts.commercial import tasks
from accounts.commercial.models import Decile, Prescribing
from accounts.commercial.prescribing.models import Span
from accounts.commercial.prescribing.rules import deciles, months_before
from accounts.commercial.prescribing.selectors import picture_of
from accounts.commercial.prescribing.services import rework_deciles
from accounts.shared.models import Hcp, Product
from msl_governance.firewall import grants
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.sides import Side

TODAY = date(2026, 3, 2)


def count(world, month, scripts, hcp=None, span=Span.MONTH, product="Corvanta"):
    """One count, of the northern doctor unless another is named."""
    return Prescribing.objects.create(
        hcp=hcp or world.north_hcp, territory=world.commercial_north, product=product, month=month,
        scripts=scripts, span=span,
    )  # fmt: skip


def reworked(today=TODAY):
    with acting_for(Side.COMMERCIAL, reason="test"):
        return rework_deciles(today=today)


def test_ten_prescribers_are_ten_tenths():
    assert deciles({n: n * 7 for n in range(1, 11)}) == {n: n for n in range(1, 11)}
    assert deciles({n: n for n in range(1, 21)})[20] == 10
    assert [deciles({n: n for n in range(1, 21)})[n] for n in (1, 2, 3)] == [1, 1, 2]


def test_equals_stand_together_and_zeros_apart():
    assert deciles({"a": 5, "b": 5, "c": 5}) == {"a": 10, "b": 10, "c": 10}
    assert deciles({"a": 0, "b": 3}) == {"a": 0, "b": 10}
    assert deciles({"a": 1, "b": 1, "c": 9, "d": 9}) == {"a": 5, "b": 5, "c": 10, "d": 10}
    assert deciles({"a": 0}) == {"a": 0}
    assert deciles({}) == {}


def test_months_go_back_over_the_year():
    assert [months_before(date(2026, 3, 1), n) for n in (0, 2, 3, 12)] == [
        date(2026, 3, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 3, 1)
    ]  # fmt: skip


def test_the_last_twelve_complete_months_count(world):
    count(world, date(2026, 3, 1), 99)  # running
    count(world, date(2026, 2, 1), 20)
    count(world, date(2025, 3, 1), 3)
    count(world, date(2025, 2, 1), 99)  # too old
    count(world, date(2025, 1, 1), 500, span=Span.YEAR)  # months are known
    count(world, date(2025, 9, 1), None)
    count(world, date(2026, 2, 1), 40, hcp=world.south_hcp)
    assert reworked() == 2
    north, south = Decile.objects.get(hcp=world.north_hcp), Decile.objects.get(hcp=world.south_hcp)
    assert (north.decile, north.scripts, north.is_at_least) == (5, 23, True)
    assert (north.since, north.until) == (date(2025, 3, 1), date(2026, 2, 1))
    assert (south.decile, south.scripts, south.is_at_least) == (10, 40, False)
    assert (north.territory, south.territory) == (world.commercial_north, world.commercial_south)


def test_the_latest_year_counts_where_no_month_is_known(world):
    count(world, date(2023, 1, 1), 900, span=Span.YEAR)
    count(world, date(2024, 1, 1), 30, span=Span.YEAR)
    count(world, date(2024, 1, 1), None, span=Span.YEAR, hcp=world.south_hcp)
    count(world, date(2026, 2, 1), None)
    reworked()
    one = Decile.objects.get()
    assert (one.hcp, one.decile, one.scripts, one.until) == (world.north_hcp, 10, 30, date(2024, 1, 1))


def test_suppressed_is_neither_zero_nor_a_decile(world):
    count(world, date(2026, 2, 1), None)
    count(world, date(2026, 2, 1), 0, hcp=world.south_hcp)
    reworked()
    assert [(one.hcp, one.decile) for one in Decile.objects.all()] == [(world.south_hcp, 0)]


def test_again_writes_nothing_and_a_change_or_an_end_is_written(world):
    one = count(world, date(2026, 2, 1), 20)
    assert (reworked(), reworked()) == (1, 0)
    Prescribing.objects.update(scripts=21)
    assert reworked() == 1
    count(world, date(2026, 2, 1), 5, product="Zelmira")
    assert reworked() == 1
    assert reworked(date(2027, 6, 1)) == 2  # nothing of the last twelve months is left
    assert Decile.objects.count() == 0
    count(world, date(2027, 5, 1), 5, product="Zelmira")
    reworked(date(2027, 6, 1))
    one.delete()
    Prescribing.objects.all().delete()
    assert reworked(date(2027, 6, 1)) == 1
    assert [past.history_type for past in Decile.history.filter(product="Corvanta").order_by("history_date")] == [
        "+", "~", "-"
    ]  # fmt: skip


def test_the_nightly_task_works_them_out(world):
    month = timezone.localdate().replace(day=1)
    count(world, months_before(month, 1), 12)
    tasks.rework_deciles.run()
    assert Decile.objects.get().decile == 10


class TestPicture:
    """What the page of an account shows."""

    def picture(self, world, person=None):
        with acting_as(person or world.rep1):
            return picture_of(person or world.rep1, world.north_hcp.pk, today=TODAY)

    def test_by_month_with_our_products_first(self, world):
        Product.objects.create(name="Corvanta")
        count(world, date(2026, 2, 1), 20)
        count(world, date(2026, 2, 1), 90, product="Aspirin")
        count(world, date(2026, 2, 1), None, product="Zocor")
        reworked()
        seen = self.picture(world)
        assert not seen.by_year
        assert [(line.product, line.scripts) for line in seen.lines] == [
            ("Corvanta", 20), ("Aspirin", 90), ("Zocor", None)
        ]  # fmt: skip
        assert [line.decile and line.decile.decile for line in seen.lines] == [10, 10, None]

    def test_by_year_where_only_years_are_known(self, world):
        count(world, date(2023, 1, 1), 30, span=Span.YEAR)
        count(world, date(2024, 1, 1), 60, span=Span.YEAR)
        seen = self.picture(world)
        assert seen.by_year
        assert [(bar.month.start.year, bar.height) for bar in seen.bars] == [(2023, 30), (2024, 60)]

    def test_many_products_are_counted_and_not_all_shown(self, world):
        for number in range(14):
            count(world, date(2026, 2, 1), number, product=f"Drug {number}")
        seen = self.picture(world)
        assert (len(seen.lines), seen.more) == (12, 2)

    def test_nothing_known(self, world):
        seen = self.picture(world)
        assert (seen.bars, seen.lines, seen.by_year) == ([], [], False)
        count(world, date(2024, 1, 1), None, span=Span.YEAR)
        seen = self.picture(world)
        assert (seen.bars, [line.scripts for line in seen.lines]) == ([], [None])


def test_the_page_shows_year_decile_and_table_to_commercial_alone(world, client):
    count(world, date(2024, 1, 1), 30, span=Span.YEAR)
    count(world, date(2024, 1, 1), None, span=Span.YEAR, product="Zelmira")
    reworked()
    grants.grant(world.vp_commercial1, "work_commercialterritory", world.commercial_north)
    for person in (world.rep1, world.sales_director1, world.vp_commercial1):
        client.force_login(person)
        page = client.get(f"/accounts/commercial/{world.north_hcp.pk}/").content.decode()
        assert "Prescribing, by year" in page
        assert "Prescriptions per year: 2024 30" in page
        assert "Suppressed" in page
    client.force_login(world.rep2)
    assert (
        "Prescribing, by year"
        not in client.get(f"/accounts/commercial/{world.north_hcp.pk}/").content.decode()
    )
    for person in (world.msl1, world.msl_director1, world.rep1):
        client.force_login(person)
        for page in ("/accounts/", "/accounts/list/", f"/accounts/{world.hospital.pk}/"):
            assert "ecile" not in client.get(page).content.decode()
    client.force_login(world.msl1)
    assert "ecile" not in client.get(f"/accounts/medical/{world.north_hcp.pk}/").content.decode()


def test_no_medical_login_reads_a_decile(world):
    for login in (world.msl1, world.head_of_medical1):
        with pytest.raises(Error, match="permission denied"), acting_as(login):
            list(Decile.objects.all())
    assert not [field for field in Hcp._meta.get_fields() if "decile" in field.name]
