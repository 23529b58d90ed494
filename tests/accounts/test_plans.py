"""Medical's plans: objectives, standing requests, the scientific library."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.medical.drafts import DiscussionDraft
from accounts.medical.library import selectors as library
from accounts.medical.library.models import ScientificMaterial
from accounts.medical.library.services import add_material, withdraw_material
from accounts.medical.objectives import selectors, services
from accounts.medical.objectives.models import MslObjective
from accounts.medical.standing.models import StandingRequest
from accounts.medical.standing.rules import year_after
from accounts.medical.standing.selectors import holding
from accounts.medical.standing.services import record_standing, withdraw_standing
from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.database import acting_as
from tests.support.pages import asked_first

from .reports import submitted

DAY = timedelta(days=1)


def objective(world, by=None, **changes):
    today = timezone.localdate()
    values = {
        "hcp": world.north_hcp, "topic": world.topic, "aim": "Evidence gaps in advanced CKD",
        "period_start": today - 30 * DAY, "period_end": today + 30 * DAY, "exchanges_planned": 3,
    } | changes  # fmt: skip
    return services.set_objective(by=by or world.msl1, **values)


def standing(world, days_ago=10, **changes):
    values = {
        "hcp": world.north_hcp, "topic": world.topic, "wish": "Send me what is new.",
        "asked_on": timezone.localdate() - days_ago * DAY,
    } | changes  # fmt: skip
    return record_standing(by=world.msl1, **values)


def material(world, **changes):
    today = timezone.localdate()
    values = {
        "code": "SRD-1", "version": "1", "title": "Renal safety", "kind": "response", "topic": world.topic,
        "approved_on": today - 10 * DAY, "expires_on": today + 10 * DAY,
    } | changes  # fmt: skip
    return add_material(by=world.msl_director1, **values)


class TestObjectives:
    def test_progress_counts_submitted_exchanges_on_the_topic_in_the_period(self, world):
        other = ScientificTopic.objects.create(name="Other")
        with acting_as(world.msl1):
            made = objective(world)
            assert selectors.objective_of(world.msl1, made.pk).held == 0
            submitted(world)
            submitted(world, met_at=timezone.now() - 2 * DAY)
            submitted(world, met_at=timezone.now() - 40 * DAY)
            submitted(world, hcp_ids=(world.south_hcp.pk,))
            elsewhere = DiscussionDraft(topic_id=other.pk, content_class="on_label")
            submitted(world, discussions=(elsewhere,))
            assert selectors.objective_of(world.msl1, made.pk).held == 2

    def test_progress_counts_no_exchange_that_one_may_not_read(self, world):
        """A doctor who moved here was seen elsewhere before: that number is the colleague's there."""
        here, there = world.north_hcp.region, world.south_hcp.region
        Hcp.objects.filter(pk=world.north_hcp.pk).update(region=there)
        with acting_as(world.msl2):
            assert submitted(world, by=world.msl2).territory == world.medical_south
        Hcp.objects.filter(pk=world.north_hcp.pk).update(region=here)
        with acting_as(world.msl1):
            made = objective(world)
            assert selectors.objective_of(world.msl1, made.pk).held == 0
            submitted(world)
            assert selectors.objective_of(world.msl1, made.pk).held == 1

    def test_one_reads_one_s_territory_and_changes_one_s_own(self, world):
        with acting_as(world.msl1):
            made = objective(world)
            assert made.territory == world.medical_north
            assert selectors.open_with(world.msl1, world.north_hcp.pk) == [made]
        with acting_as(world.msl2):
            assert list(selectors.objectives(world.msl2)) == []
        with acting_as(world.msl_director1):
            assert list(selectors.objectives(world.msl_director1, mine=True)) == []
            services.change_objective(by=world.msl_director1, objective=made, aim="Sharper")
        with acting_as(world.compliance1):
            assert MslObjective.objects.visible_to(world.compliance1).get().aim == "Sharper"
        with pytest.raises(PermissionDenied):
            services.end_objective(by=world.msl2, objective=made, state="reached", outcome="x")

    def test_what_has_ended_says_what_came_of_it_and_changes_no_more(self, world):
        with acting_as(world.msl1):
            made = objective(world)
            with pytest.raises(ValidationError, match="what came of it"):
                services.end_objective(by=world.msl1, objective=made, state="reached", outcome=" ")
            services.end_objective(by=world.msl1, objective=made, state="reached", outcome="Protocol shared.")
            with pytest.raises(ValidationError, match="Set a new one"):
                services.change_objective(by=world.msl1, objective=made, aim="x")

    def test_set_changed_and_ended_in_a_browser(self, world, client):
        client.force_login(world.msl1)
        account = f"/accounts/medical/{world.north_hcp.pk}/"
        address = f"/accounts/medical/objectives/new/?hcp={world.north_hcp.pk}"
        start = timezone.localdate()
        sent = {
            "aim": "Evidence gaps", "topic": str(world.topic.pk), "period_start": start.isoformat(),
            "period_end": (start - DAY).isoformat(), "exchanges_planned": "2",
        }  # fmt: skip
        assert "not before the start" in client.post(address, sent).content.decode()
        made = client.post(address, sent | {"period_end": (start + DAY).isoformat()})
        record = made["Location"]
        assert "Exchanges held: 0 of 2" in client.get(account).content.decode()
        assert client.post(record, sent).status_code == 422
        changed = sent | {"period_end": (start + 2 * DAY).isoformat(), "exchanges_planned": ""}
        assert client.post(record, changed).status_code == 302
        assert "0 exchanges held" in client.get(record).content.decode()
        assert client.post(f"{record}end/", {"state": "reached"}).status_code == 422
        assert client.post(f"{record}end/", {"state": "reached", "outcome": "Seen."}).status_code == 302
        page = client.get(record).content.decode()
        assert "Seen." in page
        for late in (record, f"{record}end/"):
            said = client.post(late, changed | {"state": "reached", "outcome": "x"}, follow=True)
            assert "Set a new one" in said.content.decode()
        assert "End the objective" not in page
        assert "No open objective" in client.get(account).content.decode()
        assert (
            "Evidence gaps"
            in client.get("/accounts/medical/objectives/?state=reached&whose=mine").content.decode()
        )
        assert "Evidence gaps" not in client.get("/accounts/medical/objectives/").content.decode()
        assert "Evidence gaps" in client.get("/accounts/medical/objectives/?state=all").content.decode()

    def test_a_reader_sees_no_form(self, world, client):
        with acting_as(world.msl1):
            made = objective(world)
        from msl_governance.firewall import grants

        grants.grant(world.head_of_medical1, "work_medicalterritory", world.medical_north)
        client.force_login(world.head_of_medical1)
        page = client.get(f"/accounts/medical/objectives/{made.pk}/").content.decode()
        assert "Evidence gaps" in page
        assert "End the objective" not in page
        assert client.post(f"/accounts/medical/objectives/{made.pk}/", {}).status_code == 403
        assert client.get("/accounts/medical/objectives/new/").status_code == 403
        assert client.get(f"/accounts/medical/objectives/{uuid4()}/").status_code == 404

    def test_commercial_cannot_learn_that_one_exists(self, world, client):
        client.force_login(world.rep1)
        account = f"/accounts/commercial/{world.north_hcp.pk}/"

        def page():
            lines = client.get(account).content.decode().splitlines()
            return [line for line in lines if "csrfmiddlewaretoken" not in line]

        before = page()
        with acting_as(world.msl1):
            objective(world, aim="xylomed")
            standing(world, wish="xylomed")
        assert page() == before
        with pytest.raises(Exception, match="permission denied"), acting_as(world.rep1):
            list(MslObjective.objects.all())


class TestStandingRequests:
    def test_it_holds_for_twelve_months(self, world):
        assert year_after(date(2024, 2, 29)) == date(2025, 2, 28)
        with acting_as(world.msl1):
            made = standing(world, days_ago=300)
            assert made.expires_on == year_after(made.asked_on)
            assert made.holds_on(made.asked_on)
            assert made.holds_on(made.expires_on)
            assert not made.holds_on(made.expires_on + DAY)
            assert not made.holds_on(made.asked_on - DAY)

    def test_a_day_to_come_and_a_lapsed_one_are_refused(self, world):
        with acting_as(world.msl1):
            with pytest.raises(ValidationError, match="to come"):
                standing(world, days_ago=-1)
            with pytest.raises(ValidationError, match="holds no longer"):
                standing(world, days_ago=400)

    def test_withdrawn_it_holds_no_longer(self, world):
        with acting_as(world.msl1):
            made = standing(world)
            today = timezone.localdate()
            assert list(holding(world.msl1, on=today, hcp_id=world.north_hcp.pk)) == [made]
            withdraw_standing(by=world.msl1, standing=made)
            assert list(holding(world.msl1, on=today)) == []
            with pytest.raises(ValidationError, match="nothing to withdraw"):
                withdraw_standing(by=world.msl1, standing=made)

    def test_recorded_listed_and_withdrawn_in_a_browser(self, world, client):
        client.force_login(world.msl1)
        address = f"/accounts/medical/standing-requests/new/?hcp={world.north_hcp.pk}"
        today = timezone.localdate()
        sent = {
            "topic": str(world.topic.pk),
            "wish": "New dialysis data",
            "asked_on": (today + DAY).isoformat(),
        }
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "to come" in refused.content.decode()
        assert "New dialysis data" in refused.content.decode()
        assert client.get(address).status_code == 200
        assert client.post(address, sent | {"asked_on": today.isoformat()}).status_code == 302
        assert "New dialysis data" in client.get(f"/accounts/medical/{world.north_hcp.pk}/").content.decode()
        row = StandingRequest.objects.get()
        listed = "/accounts/medical/standing-requests/"
        assert "until" in client.get(f"{listed}?hcp={world.north_hcp.pk}").content.decode()
        asked_first(client.get(listed).content.decode(), f"w-{row.pk}", f"ask-{row.pk}")
        withdraw = f"{listed}{row.pk}/withdraw/"
        assert "waits for a question again" in client.post(withdraw, follow=True).content.decode()
        assert "nothing to withdraw" in client.post(withdraw, follow=True).content.decode()
        assert client.post(f"{listed}{uuid4()}/withdraw/").status_code == 404

    def test_a_lapsed_one_says_so(self, world, client):
        StandingRequest.objects.create(
            hcp=world.north_hcp, topic=world.topic, author_id=world.msl1.pk, wish="Long ago",
            asked_on=date(2020, 1, 1), expires_on=date(2021, 1, 1),
        )  # fmt: skip
        client.force_login(world.msl1)
        assert "Lapsed" in client.get("/accounts/medical/standing-requests/").content.decode()


class TestLibrary:
    def test_a_version_is_approved_between_its_days_until_withdrawn(self, world):
        with acting_as(world.msl_director1):
            made = material(world)
            today = timezone.localdate()
            assert list(library.approved(world.msl_director1, on=today)) == [made]
            assert not made.is_approved_on(today + 11 * DAY)
            assert str(made) == "SRD-1 v1, Renal safety"
            withdraw_material(by=world.msl_director1, material=made)
            assert made.is_approved_on(today - DAY)
            assert not made.is_approved_on(today)
            with pytest.raises(ValidationError, match="nothing to withdraw"):
                withdraw_material(by=world.msl_director1, material=made)
            with pytest.raises(ValidationError, match="in the library already"):
                material(world)

    def test_kept_in_a_browser_by_the_director_alone(self, world, client):
        today = timezone.localdate()
        client.force_login(world.msl_director1)
        sent = {
            "code": "SRD-9", "version": "2", "title": "Dialysis", "kind": "response", "topic": "",
            "approved_on": today.isoformat(), "expires_on": today.isoformat(),
        }  # fmt: skip
        assert client.get("/accounts/medical/library/new/").status_code == 200
        assert "after the approval" in client.post("/accounts/medical/library/new/", sent).content.decode()
        good = sent | {"expires_on": (today + DAY).isoformat()}
        assert client.post("/accounts/medical/library/new/", good).status_code == 302
        assert (
            "in the library already" in client.post("/accounts/medical/library/new/", good).content.decode()
        )
        assert "Dialysis" in client.get("/accounts/medical/library/").content.decode()
        with acting_as(world.msl_director1):
            material(world, code="OLD", expires_on=today - DAY)
        everything = client.get("/accounts/medical/library/?show=all").content.decode()
        assert "Not approved today" in everything
        row = ScientificMaterial.objects.get(code="SRD-9")
        asked_first(everything, f"w-{row.pk}", f"ask-{row.pk}")
        withdraw = f"/accounts/medical/library/{row.pk}/withdraw/"
        assert "stays on record" in client.post(withdraw, follow=True).content.decode()
        assert "nothing to withdraw" in client.post(withdraw, follow=True).content.decode()
        assert "Withdrawn" in client.get("/accounts/medical/library/?show=all").content.decode()
        assert client.post(f"/accounts/medical/library/{uuid4()}/withdraw/").status_code == 404
        client.force_login(world.msl1)
        assert "Add a version" not in client.get("/accounts/medical/library/").content.decode()
        assert client.post("/accounts/medical/library/new/", good).status_code == 403
