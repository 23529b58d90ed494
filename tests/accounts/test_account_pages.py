"""An HCP's page on each side: nothing on one depends on the other's records."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.commercial.models import Prescribing, RepObjective
from accounts.commercial.prescribing import selectors
from accounts.commercial.prescribing.selectors import Month, bars
from accounts.medical.drafts import DiscussionDraft
from msl_governance.firewall.database import acting_as

from .reports import REQUEST, submitted

TODAY = date(2026, 2, 17)


def count(world, month, scripts, **changes):
    values = {"hcp": world.north_hcp, "territory": world.commercial_north, "product": "Veldra"} | changes
    return Prescribing.objects.create(month=month, scripts=scripts, **values)


def objective(world, **changes):
    values = {
        "author_id": world.rep1.pk, "hcp": world.north_hcp, "territory": world.commercial_north,
        "aim": "Titration schedule, within the label", "period_end": date(2026, 12, 31),
    }  # fmt: skip
    return RepObjective.objects.create(**(values | changes))


def pages(world, client, person):
    client.force_login(person)
    side = "medical" if person.side == "MEDICAL" else "commercial"
    return client.get(f"/accounts/{side}/{world.north_hcp.pk}/")


def same(response):
    """The page without the token that differs each time."""
    lines = response.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_months_add_products_and_keep_suppressed_apart_from_zero(world):
    with acting_as(world.rep1):
        count(world, date(2025, 9, 1), 10)
        count(world, date(2025, 10, 1), 4)
        count(world, date(2025, 10, 15), 3, product="Other")
        count(world, date(2025, 11, 1), None)
        count(world, date(2025, 12, 1), 0)
        count(world, date(2026, 2, 1), 5)
        count(world, date(2025, 8, 1), 99)
        count(world, date(2026, 1, 1), 99, territory=world.commercial_south)
        count(world, date(2026, 1, 1), 99, hcp=world.south_hcp)
        months = selectors.prescribing_by_month(world.rep1, world.north_hcp.pk, today=TODAY)
    assert [(m.start, m.scripts) for m in months] == [
        (date(2025, 9, 1), 10), (date(2025, 10, 1), 7), (date(2025, 11, 1), None), (date(2025, 12, 1), 0),
        (date(2026, 1, 1), None), (date(2026, 2, 1), 5),
    ]  # fmt: skip
    assert [m.is_running for m in months] == [False] * 5 + [True]


def test_bars_fit_their_box():
    months = [Month(date(2026, n, 1), scripts) for n, scripts in enumerate((0, None, 30, 60), start=1)]
    drawn = bars(months)
    assert [(bar.x, bar.y, bar.height, bar.middle) for bar in drawn] == [
        (8, 72, 0, 38), (88, 72, 0, 118), (168, 42, 30, 198), (248, 12, 60, 278)
    ]  # fmt: skip
    assert bars([Month(date(2026, 1, 1), None)]) == []
    assert [bar.height for bar in bars([Month(date(2026, 1, 1), 0)])] == [0]
    assert bars([]) == []


def test_rep_sees_own_territory_alone(world, client):
    running = timezone.localdate().replace(day=1)
    with acting_as(world.rep1):
        count(world, running, 41)
        objective(world)
        objective(world, aim="Done with", state="done")
    page = pages(world, client, world.rep1).content.decode()
    assert "Titration schedule" in page
    assert "Set by Tom Lindqvist" in page
    assert ">41<" in page
    # What has ended is told by the timeline alone.
    assert "Done with" not in page.split('id="timeline"')[0]
    assert f"/handoffs/commercial/new/?hcp={world.north_hcp.pk}" in page
    south = pages(world, client, world.rep2).content.decode()
    assert "Titration schedule" not in south
    assert ">41<" not in south
    assert "No open objective" in south
    assert "Pass on a scientific question" not in pages(world, client, world.sales_director1).content.decode()


def test_msl_sees_the_timeline_of_visible_reports(world, client):
    assert "Nothing on record in this time" in pages(world, client, world.msl1).content.decode()
    beyond = DiscussionDraft(topic_id=world.topic.pk, content_class="off_label", request=REQUEST)
    with acting_as(world.msl1):
        submitted(world, discussions=(beyond,))
    page = pages(world, client, world.msl1).content.decode()
    assert "Cardiorenal outcomes" in page
    assert "Request on file" in page
    assert "Log an exchange" in page
    assert "Nothing on record in this time" in pages(world, client, world.msl2).content.decode()
    assert "Log an exchange" not in pages(world, client, world.head_of_medical1).content.decode()


def test_nothing_on_a_page_depends_on_the_other_side(world, client):
    medical, commercial = pages(world, client, world.msl1), pages(world, client, world.rep1)
    with acting_as(world.rep1):
        count(world, timezone.localdate().replace(day=1), 41)
        objective(world)
    assert same(pages(world, client, world.msl1)) == same(medical)
    changed = same(pages(world, client, world.rep1))
    assert changed != same(commercial)
    with acting_as(world.msl1):
        submitted(world)
    assert same(pages(world, client, world.rep1)) == changed
    assert same(pages(world, client, world.msl1)) != same(medical)


@pytest.mark.parametrize("side", ["medical", "commercial"])
def test_the_other_sides_page_and_an_unknown_account_are_not_found(world, client, side):
    own, other = (world.msl1, world.rep1) if side == "medical" else (world.rep1, world.msl1)
    client.force_login(other)
    foreign = client.get(f"/accounts/{side}/{world.north_hcp.pk}/")
    client.force_login(own)
    unknown = client.get(f"/accounts/{side}/{uuid4()}/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.content == unknown.content
