"""The start page of whoever leads commercial: the field's latest calls, and what of the library runs out."""

from msl_governance.firewall import grants
from tests.accounts.promotion import DAY, call, piece, today


def test_it_is_empty_and_says_so(world, client):
    client.force_login(world.vp_commercial1)
    page = client.get("/").content.decode()
    assert "No detail calls yet" in page
    assert "Nothing runs out" in page


def test_calls_of_one_s_territories_and_pieces_that_run_out_soonest_first(world, client):
    grants.grant(world.vp_commercial1, "work_commercialterritory", world.commercial_north)
    later = piece(world, code="C-2", title="Later card", expires_on=today() + 80 * DAY)
    soon = piece(world, code="C-1", title="Soon card", expires_on=today() + 8 * DAY)
    piece(world, code="C-3", title="Far card", expires_on=today() + 95 * DAY)
    piece(world, code="C-4", title="Over card", expires_on=today() - DAY)
    piece(world, code="C-5", title="Gone card", withdrawn_on=today(), withdrawal_reason="Renewed")
    mine = call(world, [later, soon])
    call(world, [soon], by=world.rep2, hcp=world.south_hcp)
    client.force_login(world.vp_commercial1)
    answer = client.get("/")
    page = answer.content.decode()
    assert [one.pk for one in answer.context["calls"]] == [mine.pk]
    assert [one.title for one in answer.context["ending"]] == ["Soon card", "Later card"]
    assert page.index("Soon card</a>") < page.index("Later card</a>")
    assert f"/accounts/commercial/calls/{mine.pk}/" in page
