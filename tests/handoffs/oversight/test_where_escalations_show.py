"""Escalations stand on the homes of those who must act on them, and on nobody else's."""

import pytest

from tests.handoffs.medical import story
from tests.handoffs.oversight.test_escalations import REASON, escalated, said

HEAD = "/handoffs/medical/escalated/"


def test_the_home_of_compliance_shows_the_newest_of_both_sides(client, world):
    follow_up = escalated(world)
    said(world, reason="He was told to ask, canary-9912")
    client.force_login(world.compliance1)
    body = client.get("/").content.decode()
    assert REASON in body
    assert "canary-9912" in body
    assert "?side=commercial#r-" in body
    assert f"?reference={follow_up.pk}" in client.get("/oversight/escalations/").content.decode()


def test_the_home_of_compliance_says_when_there_is_none(client, world):
    client.force_login(world.compliance1)
    assert "Nothing was escalated" in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["legal1", "msl1", "rep1", "sales_director1", "msl_director1"])
def test_no_other_home_shows_them(client, world, who):
    said(world)
    client.force_login(getattr(world, who))
    body = client.get("/").content.decode()
    assert REASON not in body
    assert "Escalated hand-offs" not in body


def test_the_head_of_medical_reads_what_medical_escalated_anywhere(client, world):
    follow_up = escalated(world)
    client.force_login(world.head_of_medical1)
    for address in ("/", HEAD):
        body = client.get(address).content.decode()
        assert REASON in body, address
        assert world.msl1.full_name in body, address
    assert client.get(f"/handoffs/medical/{follow_up.pk}/").status_code == 200


def test_the_head_of_medical_reads_neither_what_commercial_said_nor_what_goes_its_way(client, world):
    said(world, reason="Commercial's own word, canary-5150")
    other = story.in_state(world, story.State.ACCEPTED)
    client.force_login(world.head_of_medical1)
    for address in ("/", HEAD, "/handoffs/medical/?view=team"):
        body = client.get(address).content.decode()
        assert "canary-5150" not in body
        assert str(other.pk) not in body
    assert "Nothing was escalated" in client.get(HEAD).content.decode()
    assert client.get(f"/handoffs/medical/{other.pk}/").status_code == 404
