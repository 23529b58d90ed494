"""A doctor who moved: what colleagues of the same side did with them elsewhere stays there, in lists, numbers and choices."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.commercial.calls import selectors as calls
from accounts.commercial.models import Prescribing, RepObjective
from accounts.commercial.objectives import selectors as aims
from accounts.commercial.objectives import services as setting
from accounts.commercial.prescribing import selectors as prescribing
from accounts.medical.objectives import services as objectives
from accounts.shared.listing import selectors as listing
from accounts.shared.models import Area, Hcp, ListEntry, Product
from msl_governance.firewall.database import acting_as

from .promotion import DAY, call, piece, today


@pytest.fixture
def moved(world):
    """The northern doctor, with whom South's people worked while they were in Florida."""
    here = world.north_hcp.region
    _move(world, "FL")
    content = piece(world)
    with acting_as(world.rep2):
        aim = setting.set_objective(
            by=world.rep2, hcp=world.north_hcp, content=content, period_start=today(),
            period_end=today() + 20 * DAY, planned_calls=3,
        )  # fmt: skip
    call(world, [content], by=world.rep2, objective=aim)
    where = {"hcp": world.north_hcp, "territory": world.commercial_south, "product": "Corvanta"}
    Prescribing.objects.create(**where, month=today().replace(day=1), scripts=4711)
    with acting_as(world.msl2):
        objectives.set_objective(
            by=world.msl2, hcp=world.north_hcp, topic=world.topic, aim="Aim of the south",
            period_start=today(), period_end=today() + 20 * DAY,
        )  # fmt: skip
    _move(world, here)
    return world


def _move(world, region):
    Hcp.objects.filter(pk=world.north_hcp.pk).update(region=region)
    world.north_hcp.refresh_from_db()


def test_calls_are_neither_counted_nor_offered(moved):
    with acting_as(moved.rep1):
        assert calls.number_with(moved.rep1, moved.north_hcp.pk) == 0
        assert calls.accounts_of_latest(moved.rep1) == []
    with acting_as(moved.rep2):
        assert calls.number_with(moved.rep2, moved.north_hcp.pk) == 1
        assert [key for key, _name in calls.accounts_of_latest(moved.rep2)] == [str(moved.north_hcp.pk)]


def test_aims_are_neither_shown_nor_counted_for(moved):
    assert RepObjective.objects.count() == 1
    with acting_as(moved.rep1):
        assert list(aims.objectives(moved.rep1)) == []
        assert aims.open_with(moved.rep1, moved.north_hcp.pk) == []
        assert aims.fitting(moved.rep1, moved.north_hcp.pk, timezone.localdate()) == []


def test_no_refusal_tells_that_there_is_an_aim_elsewhere(moved):
    with acting_as(moved.rep1):
        made = setting.set_objective(
            by=moved.rep1, hcp=moved.north_hcp, content=RepObjective.objects.get().content,
            period_start=today(), period_end=today() + 20 * DAY, planned_calls=3,
        )  # fmt: skip
    assert made.territory == moved.commercial_north


def test_prescribing_stays_with_the_territory(moved):
    with acting_as(moved.rep1):
        picture = prescribing.picture_of(moved.rep1, moved.north_hcp.pk)
    assert (picture.bars, picture.lines) == ([], [])
    with acting_as(moved.rep2):
        assert [line.scripts for line in prescribing.picture_of(moved.rep2, moved.north_hcp.pk).lines] == [
            4711
        ]


def test_the_account_s_page_tells_nothing_of_it(moved, client):
    client.force_login(moved.rep1)
    page = client.get(reverse("accounts_commercial:account", args=[moved.north_hcp.pk])).content.decode()
    assert "4711" not in page
    assert "Mira Castellane" not in page


def test_a_visit_serves_no_aim_that_one_may_not_read(moved, client):
    at = f"/accounts/medical/visits/new/?hcp={moved.north_hcp.pk}"
    client.force_login(moved.msl1)
    assert "Aim of the south" not in client.get(at).content.decode()
    client.force_login(moved.msl2)
    assert "Aim of the south" in client.get(at).content.decode()


def test_the_list_s_areas_and_entries_are_those_of_one_s_territories(world, client):
    product = Product.objects.create(name="Corvanta")
    south = Area.objects.create(name="Gulf coast", regions=["FL"])
    ListEntry.objects.create(product=product, area=south, hcp=world.north_hcp, importance="A")
    for person, sees in ((world.rep1, False), (world.rep2, True), (world.msl1, False), (world.msl2, True)):
        with acting_as(person):
            assert listing.areas(person).exists() is sees
            assert bool(listing.entries_about(person, world.north_hcp)) is sees
        client.force_login(person)
        assert ("Gulf coast" in client.get("/accounts/list/").content.decode()) is sees
