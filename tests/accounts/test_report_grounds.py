"""What a report may rest on: a standing request that held, and material that was approved, on the day."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.medical.drafts import DiscussionDraft, RequestDraft
from accounts.medical.library.services import withdraw_material
from accounts.medical.models import StandingRequest
from accounts.medical.services import ReportRefused
from accounts.medical.standing.services import record_standing
from msl_governance.firewall.database import acting_as

from .reports import DAY, material, new, only, submitted, typed


class TestStandingRequest:
    def on_wish(self, world, **changes):
        values = {
            "topic_id": world.topic.pk,
            "content_class": "disease_state",
            "origin": "standing",
        } | changes
        return (DiscussionDraft(**values),)

    def test_it_makes_contact_legitimate_while_it_holds(self, world):
        with acting_as(world.msl1):
            with pytest.raises(ReportRefused, match="No standing request"):
                submitted(world, discussions=self.on_wish(world))
            record_standing(
                by=world.msl1, hcp=world.north_hcp, topic=world.topic, wish="News, please.",
                asked_on=timezone.localdate() - DAY,
            )  # fmt: skip
            report = submitted(world, discussions=self.on_wish(world))
            assert report.discussions.get().standing.wish == "News, please."
            with pytest.raises(ReportRefused, match="not on the day of the exchange"):
                submitted(world, discussions=self.on_wish(world), met_at=timezone.now() - 5 * DAY)
            no_topic = self.on_wish(world, topic_id=None)
            with pytest.raises(ReportRefused, match="at least one topic"):
                submitted(world, discussions=no_topic)

    def test_one_that_held_counts_though_it_was_wished_anew_since(self, world):
        today = timezone.localdate()
        with acting_as(world.msl1):
            for days, wish in ((20, "First."), (1, "Again.")):
                record_standing(
                    by=world.msl1,
                    hcp=world.north_hcp,
                    topic=world.topic,
                    wish=wish,
                    asked_on=today - days * DAY,
                )
            words = {"discussions": self.on_wish(world)}
            before = submitted(world, met_at=timezone.now() - 5 * DAY, **words)
            assert before.discussions.get().standing.wish == "First."
            assert submitted(world, **words).discussions.get().standing.wish == "Again."

    def test_by_the_page_it_is_found_and_its_words_stand_with_the_report(self, world, msl):
        with acting_as(world.msl1):
            record_standing(
                by=world.msl1, hcp=world.north_hcp, topic=world.topic, wish="News, please.",
                asked_on=timezone.localdate() - DAY,
            )  # fmt: skip
        record = msl.post(new(world), typed(world, **{"d-0-origin": "standing"}))["location"]
        assert "News, please." in msl.get(record).content.decode()
        assert only().discussions.get().standing.wish == "News, please."

    def test_by_the_page_a_lapsed_one_is_a_sentence_and_nothing_typed_is_lost(self, world, msl):
        StandingRequest.objects.create(
            hcp=world.north_hcp, topic=world.topic, author_id=world.msl1.pk, wish="Long ago",
            asked_on=date(2020, 1, 1), expires_on=date(2021, 1, 1),
        )  # fmt: skip
        answer = msl.post(new(world), typed(world, **{"d-0-origin": "standing"}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "held until 1 Jan 2021, not on the day" in page
        assert list(answer.context["parts"].discussions.forms[0].errors) == ["origin"]
        for words in ("Went through the design.", "Baseline data.", "Dr. Elena Marchetti"):
            assert words in page

    def test_a_lapsed_one_is_refused_with_its_last_day(self, world):
        StandingRequest.objects.create(
            hcp=world.north_hcp, topic=world.topic, author_id=world.msl1.pk, wish="Long ago",
            asked_on=date(2020, 1, 1), expires_on=date(2021, 1, 1),
        )  # fmt: skip
        with acting_as(world.msl1), pytest.raises(ReportRefused, match="until 1 Jan 2021"):
            submitted(world, discussions=self.on_wish(world))

    def test_beyond_the_label_it_stands_for_the_unprompted_question(self, world):
        with acting_as(world.msl1):
            record_standing(
                by=world.msl1, hcp=world.north_hcp, topic=world.topic, wish="Off-label news",
                asked_on=timezone.localdate(),
            )  # fmt: skip
            asked = RequestDraft(
                asked_by_name="Dr. M", verbatim="As wished", unprompted=False, information_provided="SRD-1 v1"
            )
            found = self.on_wish(world, content_class="off_label", request=asked)
            assert submitted(world, discussions=found).is_locked

    def test_the_page_quotes_it(self, world, client):
        with acting_as(world.msl1):
            record_standing(
                by=world.msl1, hcp=world.north_hcp, topic=world.topic, wish="News, please.",
                asked_on=timezone.localdate(),
            )  # fmt: skip
            report = submitted(world, discussions=self.on_wish(world))
        client.force_login(world.msl1)
        assert "News, please." in client.get(f"/accounts/medical/reports/{report.pk}/").content.decode()


class TestMaterial:
    def test_only_what_was_approved_on_the_day_may_have_been_shared(self, world):
        with acting_as(world.msl_director1):
            good, old = material(world), material(world, expires_on=timezone.localdate() - DAY)
            gone = withdraw_material(by=world.msl_director1, material=material(world))
        with acting_as(world.msl1):
            for wrong in (old, gone):
                with pytest.raises(ReportRefused, match="was not approved on the day"):
                    submitted(world, material_ids=(wrong.pk,))
            with pytest.raises(ReportRefused, match="pieces of the library alone"):
                submitted(world, material_ids=(uuid4(),))
            report = submitted(world, material_ids=(good.pk, good.pk))
            assert [shared.material_id for shared in report.materials.all()] == [good.pk]

    def test_chosen_in_the_form_and_shown_with_its_version(self, world, client):
        with acting_as(world.msl_director1):
            good = material(world, code="SRD-77")
        client.force_login(world.msl1)
        assert "SRD-77 v1" in client.get(new(world)).content.decode()
        page = client.post(new(world), typed(world, materials=str(good.pk)), follow=True)
        assert "SRD-77 v1, Renal safety" in page.content.decode()
