"""Planned visits: one's own plan, moved, cancelled, or closed by the report that tells of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.medical.models import CallReport, MslObjective, PlannedVisit
from accounts.medical.visits import selectors, services
from msl_governance.firewall.database import acting_as
from tests.support.pages import asked_first

from .reports import submitted, typed

VISITS = "/accounts/medical/visits/"
SOON = timedelta(hours=2)


def plan(world, by=None, *, at=SOON, **words):
    """A visit of msl1's with the northern HCP."""
    by = by or world.msl1
    with acting_as(by):
        return services.plan_visit(
            by=by,
            hcp=words.pop("hcp", world.north_hcp),
            starts_at=timezone.now() + at,
            channel="video",
            **words,
        )


def held_before(world, visit, ago=SOON):
    """As if its time had come."""
    PlannedVisit.objects.filter(pk=visit.pk).update(starts_at=timezone.now() - ago)


def form(at=SOON, **changes):
    return {
        "starts_at": (timezone.localtime() + at).strftime("%Y-%m-%dT%H:%M"), "minutes": "45", "channel": "phone",
        "topic": "", "objective": "",
    } | changes  # fmt: skip


class TestServices:
    def test_it_is_planned_ahead_in_the_territory_of_the_hcp(self, world):
        visit = plan(world, topic=world.topic, minutes=20)
        assert (visit.territory, visit.state, visit.minutes) == (world.medical_north, "planned", 20)
        with pytest.raises(ValidationError) as refused:
            plan(world, at=-SOON)
        assert "starts_at" in refused.value.message_dict

    def test_moving_raises_the_sequence_and_may_keep_a_time_that_has_come(self, world):
        visit = plan(world)
        held_before(world, visit)
        visit.refresh_from_db()
        with acting_as(world.msl1):
            words = {"visit": visit, "minutes": 15, "channel": "phone", "topic": None, "objective": None}
            moved = services.move_visit(by=world.msl1, starts_at=visit.starts_at, **words)
            assert (moved.sequence, moved.channel) == (1, "phone")
            with pytest.raises(ValidationError):
                services.move_visit(by=world.msl1, starts_at=timezone.now() - 2 * SOON, **words)
            ahead = timezone.now() + SOON
            assert services.move_visit(by=world.msl1, starts_at=ahead, **words).sequence == 2

    def test_nobody_else_moves_or_cancels_it(self, world):
        visit = plan(world)
        with acting_as(world.msl_director1):
            with pytest.raises(PermissionDenied):
                services.cancel_visit(by=world.msl_director1, visit=visit)

    def test_a_cancelled_one_stays_cancelled(self, world):
        visit = plan(world)
        with acting_as(world.msl1):
            assert services.cancel_visit(by=world.msl1, visit=visit).sequence == 1
            with pytest.raises(ValidationError, match="over or cancelled"):
                services.cancel_visit(by=world.msl1, visit=visit)
            report = submitted(world)
            assert not services.close_visit(by=world.msl1, key=visit.pk, report=report)

    def test_a_report_closes_one_s_own_visit_with_somebody_of_the_report(self, world):
        visit, other = plan(world), plan(world, hcp=world.south_hcp)
        with acting_as(world.msl1):
            report = submitted(world)
            assert not services.close_visit(by=world.msl1, key=other.pk, report=report)
            assert not services.close_visit(by=world.msl1, key=uuid4(), report=report)
            assert services.close_visit(by=world.msl1, key=visit.pk, report=report)
        visit.refresh_from_db()
        assert (visit.state, visit.report_id) == ("held", report.pk)
        theirs = plan(world, by=world.msl2)
        with acting_as(world.msl1):
            assert not services.close_visit(by=world.msl1, key=theirs.pk, report=submitted(world))

    def test_history_keeps_what_was_planned_before(self, world):
        visit = plan(world)
        with acting_as(world.msl1):
            services.cancel_visit(by=world.msl1, visit=visit)
        states = PlannedVisit.history.filter(id=visit.pk).values_list("state", flat=True)
        assert sorted(states) == ["cancelled", "planned"]


class TestSelectors:
    def test_who_sees_a_visit(self, world):
        visit = plan(world)
        for person, sees in ((world.msl1, True), (world.msl_director1, True), (world.msl2, False)):
            with acting_as(person):
                if sees:
                    assert selectors.visit_of(person, visit.pk) == visit
                else:
                    with pytest.raises(Http404):
                        selectors.visit_of(person, visit.pk)

    def test_own_open_ones_by_time(self, world):
        late, soon = plan(world, at=3 * SOON), plan(world)
        plan(world, by=world.msl_director1)
        now = timezone.now()
        with acting_as(world.msl1):
            assert list(selectors.planned_between(world.msl1, now, now + 4 * SOON)) == [soon, late]
            assert list(selectors.to_report(world.msl1, before=now + 1.5 * SOON)) == [soon]
            assert selectors.open_with(world.msl1, world.north_hcp.pk).count() == 3
            assert selectors.to_begin(world.msl1, soon.pk, world.north_hcp.pk) == soon
            assert selectors.to_begin(world.msl1, soon.pk, world.south_hcp.pk) is None
            assert selectors.to_begin(world.msl1, None, world.north_hcp.pk) is None

    def test_a_report_begins_from_one_s_own_visit_alone(self, world):
        """A director sees the MSL's visit, and still does not report in the MSL's place."""
        visit = plan(world)
        for person, begins in ((world.msl1, visit), (world.msl_director1, None), (world.msl2, None)):
            with acting_as(person):
                assert selectors.to_begin(person, visit.pk, world.north_hcp.pk) == begins


class TestPages:
    def test_a_visit_is_planned_from_the_account(self, world, msl):
        account = msl.get(f"/accounts/medical/{world.north_hcp.pk}/").content.decode()
        new = f"{VISITS}new/?hcp={world.north_hcp.pk}"
        assert new in account
        assert "No visit planned" in account
        refused = msl.post(new, form(-SOON))
        assert refused.status_code == 422
        assert "Plan a time to come" in refused.content.decode()
        assert msl.post(new, form(starts_at="")).status_code == 422
        assert msl.post(new, form(topic=str(world.topic.pk)))["Location"].endswith(f"/{world.north_hcp.pk}/")
        visit = PlannedVisit.objects.get()
        account = msl.get(f"/accounts/medical/{world.north_hcp.pk}/").content.decode()
        assert f"{VISITS}{visit.pk}/" in account
        assert "Start report" in account

    def test_it_stands_in_calendar_and_home_and_as_a_file(self, world, msl):
        visit = plan(world, at=timedelta(minutes=1), topic=world.topic)
        page = msl.get("/handoffs/medical/calendar/").content.decode()
        assert f"{VISITS}{visit.pk}/" in page
        assert f"{VISITS}{visit.pk}/calendar.ics" in page
        home = msl.get("/").content.decode()
        assert "Start report" in home or timezone.localtime(visit.starts_at).date() != timezone.localdate()
        file = msl.get(f"{VISITS}{visit.pk}/calendar.ics").content.decode()
        assert "Scientific exchange" in file
        assert "Elena" in file
        assert world.topic.name not in file
        assert "SEQUENCE:0" in file

    def test_move_and_cancel(self, world, msl):
        visit = plan(world)
        address = f"{VISITS}{visit.pk}/"
        assert "Move or change it" in msl.get(address).content.decode()
        assert msl.post(f"{address}move/", form(-SOON)).status_code == 422
        objective = MslObjective.objects.create(
            author_id=world.msl1.pk, hcp=world.north_hcp, topic=world.topic, aim="Renal safety",
            period_start=timezone.localdate(), period_end=timezone.localdate(),
        )  # fmt: skip
        page = msl.post(f"{address}move/", form(objective=str(objective.pk)), follow=True).content.decode()
        assert "Moved." in page
        assert "Renal safety" in page
        assert "SEQUENCE:1" in msl.get(f"{address}calendar.ics").content.decode()
        asked_first(msl.get(address).content.decode(), "cancel", "ask-cancel")
        assert "Cancelled" in msl.post(f"{address}cancel/", follow=True).content.decode()
        assert "over or cancelled" in msl.post(f"{address}cancel/", follow=True).content.decode()
        assert msl.get(f"{address}calendar.ics").status_code == 404
        page = msl.post(f"{address}move/", form())
        assert page.status_code == 422

    def test_others_read_and_do_not_change(self, world, client):
        visit = plan(world)
        client.force_login(world.msl_director1)
        page = client.get(f"{VISITS}{visit.pk}/").content.decode()
        assert "Move or change it" not in page
        assert "Start report" not in page
        assert client.post(f"{VISITS}{visit.pk}/move/", form()).status_code == 403
        assert client.post(f"{VISITS}{visit.pk}/cancel/").status_code == 403

    def test_a_report_begins_from_it_and_closes_it(self, world, msl):
        visit = plan(world, topic=world.topic, minutes=25)
        new = f"{reverse('accounts_medical:new')}?hcp={world.north_hcp.pk}"
        ahead = msl.get(f"{new}&visit={visit.pk}").context["parts"]
        assert ahead.report.initial["met_at"] <= timezone.now()
        held_before(world, visit)
        visit.refresh_from_db()
        parts = msl.get(f"{new}&visit={visit.pk}").context["parts"]
        assert (parts.report["channel"].value(), parts.report["duration_minutes"].value()) == ("video", 25)
        assert parts.report.initial["met_at"] == visit.starts_at
        first = parts.discussions.forms[0]
        assert (first["topic"].value(), first["origin"].value()) == (str(world.topic.pk), "proactive")
        page = msl.post(
            f"{new}&visit={visit.pk}", typed(world, visit=str(visit.pk)), follow=True
        ).content.decode()
        assert "The planned visit is closed." in page
        visit.refresh_from_db()
        assert visit.report == CallReport.objects.get()
        assert "Read the report" in msl.get(f"{VISITS}{visit.pk}/").content.decode()
        again = msl.post(new, typed(world, visit=str(visit.pk)), follow=True).content.decode()
        assert "planned visit is closed" not in again

    def test_without_a_topic_and_with_a_broken_key_the_form_is_as_ever(self, world, msl):
        visit = plan(world)
        new = f"{reverse('accounts_medical:new')}?hcp={world.north_hcp.pk}"
        assert (
            msl.get(f"{new}&visit={visit.pk}").context["parts"].discussions.forms[0]["topic"].value() is None
        )
        for key in ("nonsense", uuid4()):
            assert not msl.get(f"{new}&visit={key}").context["parts"].report["visit"].value()


@pytest.mark.parametrize(
    ("form", "asks"),
    [
        (f"{VISITS}new/", "Whom do you mean to see?"),
        ("/accounts/medical/objectives/new/", "With whom is the scientific aim?"),
        ("/accounts/medical/standing-requests/new/", "Who wishes to be kept informed?"),
    ],
)
def test_where_no_hcp_is_named_one_is_chosen_first(world, msl, form, asks):
    page = msl.get(form).content.decode()
    assert asks in page
    purpose = page.split('name="purpose" value="')[1].split('"')[0]
    found = msl.post(
        "/accounts/medical/reports/choose/", {"purpose": purpose, "q": "marcheti"}
    ).content.decode()
    assert f'href="{form}?hcp={world.north_hcp.pk}"' in found
    assert asks in found


def test_a_purpose_that_is_none_leads_to_a_report(world, msl):
    found = msl.post("/accounts/medical/reports/choose/", {"purpose": "admin:index", "q": "marcheti"})
    assert f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}" in found.content.decode()
