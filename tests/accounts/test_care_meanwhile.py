"""A steward's form and what a colleague changed while it was open: nothing is set back, nobody's word is lost."""

import html

import pytest

from accounts.oversight.care import services
from tests.accounts.care import decided
from tests.accounts.proposing import form_of, proposes

STOOD = 'name="stood" value="'


@pytest.fixture
def opened(world, client):
    """A proposal's form as the steward opened it: the address to send it to, and what its page told it."""
    one = proposes(world, "msl1", kind="correct", account=world.north_hcp, values={"specialty": "Nephrology"})
    client.force_login(world.compliance1)
    page = client.get(f"/oversight/directory/proposals/{one.pk}/").content.decode()
    return f"/oversight/directory/proposals/{one.pk}/make/", stood_in(page)


def stood_in(page):
    """The hidden field as a browser reads it."""
    return html.unescape(page.split(STOOD)[1].split('"')[0])


def sent(world, **changed):
    """The steward's form: the account as it stood, and what was changed in the form."""
    form = form_of(world.north_hcp, **changed)
    del form["source"]
    return form


def test_the_steward_sees_what_is_proposed_beside_what_is_on_record(world, client):
    values = {"specialty": "Nephrology", "city": "Troy"}
    one = proposes(world, "msl1", kind="correct", account=world.north_hcp, values=values)
    client.force_login(world.compliance1)
    address = f"/oversight/directory/proposals/{one.pk}/"
    page = client.get(address).content.decode()
    world.north_hcp.refresh_from_db()
    assert f"On record: {world.north_hcp.specialty}" in page
    assert f"On record: {world.north_hcp.city}" in page
    assert page.count("On record:") == 2
    client.post(address + "decline/", {"reason": "not_so"})
    assert "On record:" not in client.get(address).content.decode()


def test_what_the_steward_left_alone_stays_as_a_colleague_made_it(world, client, opened):
    address, stood = opened
    form = sent(world, specialty="Nephrology", stood=stood)
    decided(world, services.change_account, account=world.north_hcp, city="Troy")
    answer = client.post(address, form)
    assert answer.status_code == 302
    world.north_hcp.refresh_from_db()
    assert (world.north_hcp.specialty, world.north_hcp.city) == ("Nephrology", "Troy")


def test_what_both_changed_is_asked_once_and_keeps_what_was_typed(world, client, opened):
    address, stood = opened
    form = sent(world, specialty="Nephrology", city="Utica", stood=stood)
    decided(world, services.change_account, account=world.north_hcp, city="Troy")
    answer = client.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It was changed meanwhile and says “Troy”. Send again if your word is right." in page
    assert 'value="Utica"' in page
    world.north_hcp.refresh_from_db()
    assert world.north_hcp.city == "Troy"
    assert client.post(address, form | {"stood": stood_in(page)}).status_code == 302
    world.north_hcp.refresh_from_db()
    assert (world.north_hcp.specialty, world.north_hcp.city) == ("Nephrology", "Utica")


@pytest.mark.parametrize("stood", ["", "no JSON", "[1]", '{"city": 5}', "[" * 100_000])
def test_a_form_that_was_told_nonsense_is_taken_as_it_stands(world, client, opened, stood):
    address, _stood = opened
    answer = client.post(address, sent(world, specialty="Nephrology", stood=stood))
    world.north_hcp.refresh_from_db()
    assert (answer.status_code, world.north_hcp.specialty) == (302, "Nephrology")
