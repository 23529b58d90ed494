"""What a report may rest on is what held on the day of the exchange: wishes and material, renewed or withdrawn since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.medical.library import selectors as library
from accounts.medical.models import CallReport, ScientificMaterial, StandingRequest
from accounts.medical.services import ReportRefused
from msl_governance.firewall.database import acting_as

from .reports import DiscussionDraft, submitted, typed

DAY = timedelta(days=1)


def wish(world, asked_days_ago, lasts_days, hcp=None):
    today = timezone.localdate()
    return StandingRequest.objects.create(
        hcp=hcp or world.north_hcp, topic=world.topic, author_id=world.msl1.pk, wish="News",
        asked_on=today - asked_days_ago * DAY, expires_on=today + (lasts_days - asked_days_ago) * DAY,
    )  # fmt: skip


def piece(code, approved_days_ago=10, lasts_days=400, **facts):
    today = timezone.localdate()
    return ScientificMaterial.objects.create(
        code=code, version="1", title="Renal safety", kind="slides", approved_on=today - approved_days_ago * DAY,
        expires_on=today + (lasts_days - approved_days_ago) * DAY, **facts,
    )  # fmt: skip


def on_wish(world):
    return (DiscussionDraft(topic_id=world.topic.pk, content_class="disease_state", origin="standing"),)


def address(world):
    return f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"


class TestStandingRequest:
    def test_a_renewal_of_today_takes_nothing_from_what_held_last_week(self, world):
        first, renewed = wish(world, 300, 365), wish(world, 1, 365)
        with acting_as(world.msl1):
            then = submitted(world, discussions=on_wish(world), met_at=timezone.now() - 5 * DAY)
            now = submitted(world, discussions=on_wish(world))
        assert then.discussions.get().standing_id == first.pk
        assert now.discussions.get().standing_id == renewed.pk

    def test_a_day_at_the_end_of_the_calendar_is_a_day_to_come(self, world, client):
        client.force_login(world.msl1)
        asked = {"topic": str(world.topic.pk), "wish": "News", "asked_on": "9999-12-31"}
        answer = client.post(f"/accounts/medical/standing-requests/new/?hcp={world.north_hcp.pk}", asked)
        assert "cannot have been said on a day to come" in answer.content.decode()

    def test_where_none_held_the_latest_one_says_until_when_it_did(self, world):
        wish(world, 900, 30)
        wish(world, 400, 30)
        last = timezone.localdate() - 370 * DAY
        with acting_as(world.msl1), pytest.raises(ReportRefused, match=f"until {last.day} "):
            submitted(world, discussions=on_wish(world))

    def test_a_lapsed_one_is_refused_on_the_page_and_nothing_typed_is_lost(self, world, client):
        wish(world, 400, 30)
        client.force_login(world.msl1)
        answer = client.post(address(world), typed(world, **{"d-0-origin": "standing"}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The standing request on this topic held until" in page
        assert "Went through the design." in page
        assert "Baseline data." in page
        assert not CallReport.objects.filter(state="submitted").exists()

    def test_one_that_holds_carries_a_report_that_comes_from_the_page(self, world, client):
        holding = wish(world, 10, 365)
        client.force_login(world.msl1)
        answer = client.post(address(world), typed(world, **{"d-0-origin": "standing"}))
        assert answer.status_code == 302
        assert CallReport.objects.get(state="submitted").discussions.get().standing_id == holding.pk


class TestMaterial:
    def test_what_was_withdrawn_last_night_is_offered_for_yesterday(self, world, client):
        gone = piece("SRD-9", withdrawn_on=timezone.localdate())
        client.force_login(world.msl1)
        assert "SRD-9" not in client.get(address(world)).content.decode()
        yesterday = (timezone.localtime() - DAY).strftime("%Y-%m-%dT%H:%M")
        sent = typed(world, met_at=yesterday, materials=str(gone.pk))
        shown = client.post(address(world), sent | {"action": "refresh", "materials": ""})
        assert "SRD-9 v1" in shown.content.decode()
        assert client.post(address(world), sent).status_code == 302
        assert CallReport.objects.get(state="submitted").materials.get().material_id == gone.pk

    def test_what_lapsed_while_a_draft_lay_there_stays_chosen_and_is_told_about(self, world, client):
        lapsed = piece("SRD-8", approved_days_ago=50, lasts_days=40)
        client.force_login(world.msl1)
        answer = client.post(address(world), typed(world, materials=str(lapsed.pk)))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "SRD-8 v1, Renal safety was not approved on the day of the exchange" in page
        assert f'value="{lapsed.pk}"' in page

    def test_of_very_many_those_on_the_topics_come_first(self, world):
        for number in range(library.MOST_OFFERED + 2):
            piece(f"A-{number:03}")
        own, last = piece("Z-1", topic=world.topic), piece("Z-2")
        today, chosen = timezone.localdate(), [last.pk]
        with acting_as(world.msl1):
            found = library.offered(world.msl1, on=today, topics=[world.topic.pk], chosen=chosen)
        assert [one.code for one in found[:3]] == ["Z-2", "Z-1", "A-000"]
        assert len(found) == library.MOST_OFFERED + 1
        assert own in found

    @pytest.mark.parametrize(
        "nonsense", [{"materials": "no id"}, {"d-0-topic": "no id"}, {"met_at": "no day"}]
    )
    def test_a_form_of_nonsense_is_asked_again(self, world, client, nonsense):
        piece("SRD-7")
        client.force_login(world.msl1)
        assert client.post(address(world), typed(world, **nonsense)).status_code == 422


@pytest.mark.parametrize(
    ("typed_more", "is_open"),
    [
        ({}, False), ({"summary": "x"}, True), ({"c-0-name": "Ada"}, True), ({"duration_minutes": "0"}, True),
        ({"setting": "Clinic"}, True),
    ],
)  # fmt: skip
def test_what_may_be_left_out_is_folded_until_it_says_something(world, client, typed_more, is_open):
    client.force_login(world.msl1)
    bare = typed(world, summary="", duration_minutes="", action="refresh") | typed_more
    page = client.post(address(world), bare).content.decode()
    assert ('<details class="fw-section" open>' in page) is is_open
    assert '<details class="fw-section"' in page
