"""Author and director at the same plan: what one left alone stays as the other made it, what both changed is asked."""

import html
from datetime import timedelta

import pytest

from accounts.medical.objectives import services as medical_objectives
from accounts.shared.models import ScientificTopic
from msl_governance.firewall.database import acting_as

from .promotion import aim, piece, today

STOOD = 'name="stood" value="'


def stood_in(page):
    """The hidden field as a browser reads it."""
    return html.unescape(page.split(STOOD)[1].split('"')[0])


@pytest.fixture
def scientific(world):
    """A medical objective, its page's address, and its form as its author reads it."""
    topic = ScientificTopic.objects.first()
    period = {"period_start": today(), "period_end": today() + timedelta(days=30)}
    with acting_as(world.msl1):
        one = medical_objectives.set_objective(
            by=world.msl1,
            hcp=world.north_hcp,
            topic=topic,
            aim="Evidence gaps",
            exchanges_planned=3,
            **period,
        )
    form = {"aim": "Evidence gaps", "topic": topic.pk, "exchanges_planned": 3} | period
    return one, f"/accounts/medical/objectives/{one.pk}/", form


def test_an_author_s_own_word_does_not_undo_what_a_director_set(world, client, scientific):
    one, address, form = scientific
    client.force_login(world.msl1)
    stood = stood_in(client.get(address).content.decode())
    with acting_as(world.msl_director1):
        medical_objectives.change_objective(by=world.msl_director1, objective=one, exchanges_planned=7)
    assert client.post(address, form | {"aim": "Gaps in CKD", "stood": stood}).status_code == 302
    one.refresh_from_db()
    assert (one.aim, one.exchanges_planned) == ("Gaps in CKD", 7)


def test_what_both_changed_is_asked_and_holds_when_sent_again(world, client, scientific):
    one, address, form = scientific
    other = ScientificTopic.objects.create(name="Renal outcomes")
    client.force_login(world.msl1)
    stood = stood_in(client.get(address).content.decode())
    with acting_as(world.msl_director1):
        medical_objectives.change_objective(
            by=world.msl_director1, objective=one, aim="Dosing", topic=other, exchanges_planned=None
        )
    mine = form | {"aim": "Gaps in CKD", "exchanges_planned": 5, "stood": stood}
    asked = client.post(address, mine)
    page = html.unescape(asked.content.decode())
    assert asked.status_code == 422
    assert "It was changed meanwhile and says “Dosing”" in page
    assert "says “nothing”" in page
    assert "Gaps in CKD" in page
    assert client.post(address, mine | {"topic": other.pk, "stood": stood_in(page)}).status_code == 302
    one.refresh_from_db()
    assert (one.aim, one.exchanges_planned, one.topic) == ("Gaps in CKD", 5, other)


def test_a_representative_s_plan_follows_the_director_s_target(world, client):
    one = aim(world, piece(world), target_scripts=12)
    address = f"/accounts/commercial/objectives/{one.pk}/"
    client.force_login(world.sales_director1)
    stood = stood_in(client.get(address).content.decode())
    one.planned_calls, one.state = 9, "done"
    one.save()
    plan = {"state": "open", "planned_calls": "5", "period_end": one.period_end.isoformat()}
    plan["target_scripts"] = "40"
    asked = client.post(address, plan | {"state": "dropped", "stood": stood})
    assert "It was changed meanwhile and says “Done”" in html.unescape(asked.content.decode())
    assert client.post(address, plan | {"stood": stood}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.planned_calls, one.target_scripts) == ("done", 9, 40)
