"""What a report is signed with, what it may rest on, and what comes after it is locked."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.medical.drafts import DiscussionDraft, RequestDraft, SafetyDraft
from accounts.medical.finding.selectors import ReportWish, wished
from accounts.medical.library.services import add_material, withdraw_material
from accounts.medical.models import CallReport, MaterialShared, SafetyRecord, Signature, StandingRequest
from accounts.medical.safety.services import forward_record
from accounts.medical.services import ReportRefused, submit_report
from accounts.medical.signing import content
from accounts.medical.signing.selectors import amendments, signed
from accounts.medical.signing.services import amend_report
from accounts.medical.standing.services import record_standing
from msl_governance.firewall.database import acting_as
from msl_governance.people.models import Person
from tests.support.people import PASSWORD

from .reports import REQUEST, draft, submitted, typed

DAY = timedelta(days=1)
TOLD = SafetyDraft("adverse_event", "A rash after two days.")


def refuses():
    raise RuntimeError("not shown who signs")


def addresses(world):
    return f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"


class TestSignature:
    def test_it_names_who_when_and_what_for_and_is_bound_to_the_content(self, world):
        with acting_as(world.msl1):
            report = submitted(world)
            found = signed(report)
            assert found.holds
            assert found.signature.printed_name == "Amara Okafor"
            assert found.signature.meaning == "author"
            assert len(found.signature.content_sha256) == 64
            Signature.objects.filter(pk=uuid4()).count()

    @pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
    def test_it_holds_wherever_the_signer_lives(self, world, client, zone):
        Person.objects.filter(pk=world.msl1.pk).update(time_zone=zone)
        client.force_login(world.msl1)
        client.post(addresses(world), typed(world))
        report = CallReport.objects.get()
        assert report.is_locked
        assert signed(report).holds
        page = client.get(f"/accounts/medical/reports/{report.pk}/").content.decode()
        assert "The content is what was signed." in page
        assert "no longer what was signed" not in page

    def test_each_part_of_the_content_counts(self, world):
        with acting_as(world.msl1):
            one = submitted(world)
            texts = {content.of_report(one)}
            beyond = DiscussionDraft(topic_id=world.topic.pk, content_class="off_label", request=REQUEST)
            for changes in (
                {"summary": "x"},
                {"setting": "x"},
                {"duration_minutes": 5},
                {"discussions": (beyond,)},
            ):
                texts.add(content.of_report(submitted(world, **changes)))
        assert len(texts) == 5
        assert len({content.sha256(text) for text in texts}) == 5

    def test_without_confirmation_nothing_is_written(self, world):
        with acting_as(world.msl1), pytest.raises(RuntimeError):
            submit_report(by=world.msl1, draft=draft(world), confirm=refuses)
        assert not CallReport.objects.exists()
        assert not Signature.objects.exists()

    def test_a_wrong_password_is_a_sentence_and_loses_nothing(self, world, client):
        client.force_login(world.msl1)
        wrong = client.post(addresses(world), typed(world, password="nonsense"))
        assert wrong.status_code == 422
        page = wrong.content.decode()
        assert "This is not your password" in page
        assert "Went through the design." in page
        assert "nonsense" not in page
        missing = client.post(addresses(world), typed(world, password="")).content.decode()
        assert "Type your password: it is your signature." in missing
        assert not CallReport.objects.filter(state="submitted").exists()

    def test_no_draft_keeps_a_password(self, world, client):
        client.force_login(world.msl1)
        client.post(addresses(world), typed(world, action="autosave", code="123456"))
        kept = CallReport.objects.get().typed
        assert "summary" in kept
        assert not {"password", "code"} & set(kept)

    def test_a_signed_report_and_its_signature_are_nobody_s_to_change(self, world):
        with acting_as(world.msl1):
            report = submitted(world)
        for change in (
            lambda: Signature.objects.filter(report=report).update(printed_name="Somebody"),
            lambda: Signature.objects.filter(report=report).delete(),
            lambda: MaterialShared.objects.create(report=report, material=material(world)),
        ):
            with pytest.raises(Exception, match=r"permission denied|locked"), acting_as(world.msl1):
                change()


def material(world, **changes):
    today = timezone.localdate()
    values = {
        "code": f"SRD-{uuid4().hex[:6]}", "version": "1", "title": "Renal safety", "kind": "response",
        "topic": world.topic, "approved_on": today - 10 * DAY, "expires_on": today + 10 * DAY,
    } | changes  # fmt: skip
    return add_material(by=world.msl_director1, **values)


class TestAmendment:
    def test_it_is_numbered_signed_and_leaves_the_report_as_it_was(self, world):
        with acting_as(world.msl1):
            report = submitted(world)
            for number, text in ((1, "It was 20 minutes."), (2, "Two fellows were there.")):
                made = amend_report(
                    by=world.msl1, report=report, correction=text, reason="Remembered.", confirm=lambda: None
                )
                assert made.number == number
            assert [one.correction for one in amendments(report)] == [
                "It was 20 minutes.",
                "Two fellows were there.",
            ]
            assert all(one.signed.holds for one in amendments(report))
            assert signed(report).holds

    def test_only_the_author_amends_and_only_what_is_submitted(self, world):
        with acting_as(world.msl1):
            report = submitted(world)
            unfinished = CallReport.objects.create(
                author_id=world.msl1.pk, met_at=timezone.now(), channel="video"
            )
            words = {"correction": "x", "reason": "y", "confirm": lambda: None}
            with pytest.raises(ValidationError, match="draft can simply be changed"):
                amend_report(by=world.msl1, report=unfinished, **words)
        with acting_as(world.msl_director1), pytest.raises(PermissionDenied):
            amend_report(by=world.msl_director1, report=report, **words)

    def test_in_a_browser(self, world, client):
        client.force_login(world.msl1)
        record = client.post(addresses(world), typed(world))["location"]
        words = {"correction": "It was 25 minutes.", "reason": "Counted again.", "password": PASSWORD}
        for missing, sentence in (
            ({"correction": ""}, "stays as it was signed"), ({"reason": ""}, "Give the reason"),
            ({"password": "no"}, "not your password"), ({"password": ""}, "it is your signature"),
        ):  # fmt: skip
            refused = client.post(f"{record}amend/", words | missing)
            assert refused.status_code == 422
            assert sentence in refused.content.decode()
        assert client.post(f"{record}amend/", words).status_code == 302
        page = client.get(record).content.decode()
        assert "Amendment 1" in page
        assert "It was 25 minutes." in page
        assert "The content is what was signed." in page
        client.force_login(world.msl_director1)
        assert client.post(f"{record}amend/", words).status_code == 403
        client.force_login(world.msl1)
        kept = client.post(addresses(world), typed(world, action="draft", met_at=""))
        assert kept.status_code in (200, 302)
        draft_pk = CallReport.objects.get(state="draft").pk
        assert client.post(f"/accounts/medical/reports/{draft_pk}/amend/", words).status_code == 404

    def test_content_that_was_tampered_with_is_said(self, world, client, monkeypatch):
        client.force_login(world.msl1)
        record = client.post(addresses(world), typed(world))["location"]
        monkeypatch.setattr(content, "of_report", lambda report: "something else")
        assert "no longer what was signed" in client.get(record).content.decode()

    def test_what_was_submitted_before_reports_were_signed_says_so(self, world, client):
        now = timezone.now()
        old = CallReport.objects.create(
            author_id=world.msl1.pk, territory=world.medical_north, met_at=now, channel="video",
            state="submitted", submitted_at=now, adverse_event=True,
        )  # fmt: skip
        client.force_login(world.msl1)
        page = client.get(f"/accounts/medical/reports/{old.pk}/").content.decode()
        assert "Submitted and locked" in page
        assert "Adverse event or product complaint noticed." in page


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
        assert "SRD-77 v1" in client.get(addresses(world)).content.decode()
        page = client.post(addresses(world), typed(world, materials=str(good.pk)), follow=True)
        assert "SRD-77 v1, Renal safety" in page.content.decode()


class TestSafety:
    def test_a_record_with_its_clock_from_awareness(self, world):
        with acting_as(world.msl1):
            with pytest.raises(ReportRefused, match="drug safety can act"):
                submitted(world, adverse_event=True)
            later = SafetyDraft("adverse_event", "x", timezone.now() + DAY)
            with pytest.raises(ReportRefused, match="time to come"):
                submitted(world, adverse_event=True, safety=later)
            report = submitted(world, adverse_event=True, safety=TOLD)
            record = report.safety_records.get()
            assert record.aware_at == report.met_at
            assert record.due_at - record.aware_at == DAY
            assert submitted(world, safety=TOLD).safety_records.count() == 0

    def test_forwarded_once_with_a_receipt_and_then_closed(self, world):
        with acting_as(world.msl1):
            record = submitted(world, adverse_event=True, safety=TOLD).safety_records.get()
            with pytest.raises(ValidationError, match="receipt number"):
                forward_record(by=world.msl1, record=record, receipt_number=" ")
            forward_record(by=world.msl1, record=record, receipt_number="PV-1")
            forward_record(by=world.msl1, record=record, receipt_number="PV-1")
            with pytest.raises(ValidationError, match="another number"):
                forward_record(by=world.msl1, record=record, receipt_number="PV-2")
            # Whoever has drug safety's answer in hand finds the exchange by it.
            assert list(wished(world.msl1, ReportWish(words="PV-1"))) == [record.report]
            assert not wished(world.msl1, ReportWish(words="PV-2")).exists()
        with pytest.raises(Exception, match="locked"), acting_as(world.msl1):
            SafetyRecord.objects.filter(pk=record.pk).update(description="x")

    def test_the_list_is_one_s_own_territory_s(self, world, client):
        with acting_as(world.msl1):
            record = submitted(world, adverse_event=True, safety=TOLD).safety_records.get()
        client.force_login(world.msl2)
        assert "A rash" not in client.get("/accounts/medical/safety/").content.decode()
        forward = f"/accounts/medical/safety/{record.pk}/forward/"
        assert client.post(forward, {"receipt_number": "PV-9"}).status_code == 404
        client.force_login(world.msl1)
        page = client.get("/accounts/medical/safety/").content.decode()
        assert "A rash" in page
        assert "Exchange with Dr. Elena Marchetti, reported by Amara Okafor" in page
        refused = client.post(forward, {"receipt_number": ""})
        page = refused.content.decode()
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        box = re.search(r'<input[^>]*name="receipt_number"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in box
        described = re.search(r'aria-describedby="([^"]+)"', box)[1]
        assert described in ids
        named = re.search(r' id="([^"]+)"', box)[1]
        assert f'<label class="fw-label" for="{named}"' in page
        assert page.count("Give the receipt number") == 1
        assert refused.status_code == 422
        assert "Give the receipt number" in refused.content.decode()
        assert client.post(forward, {"receipt_number": "PV-9"}).status_code == 302
        assert "another number" in client.post(forward, {"receipt_number": "PV-8"}).content.decode()
        assert "Receipt PV-9" in client.get("/accounts/medical/safety/?show=forwarded").content.decode()
        report = client.get(f"/accounts/medical/reports/{record.report_id}/").content.decode()
        assert "receipt PV-9" in report

    def test_an_overdue_one_says_so(self, world, client):
        with acting_as(world.msl1):
            submitted(world, adverse_event=True, safety=TOLD, met_at=timezone.now() - 3 * DAY)
        client.force_login(world.msl1)
        assert "overdue since" in client.get("/accounts/medical/safety/").content.decode()

    def test_oversight_reads_all_of_them(self, world):
        with acting_as(world.msl1):
            submitted(world, adverse_event=True, safety=TOLD)
        with acting_as(world.compliance1):
            assert SafetyRecord.objects.visible_to(world.compliance1).count() == 1

    def test_product_complaint_with_its_own_awareness_from_the_form(self, world, client):
        client.force_login(world.msl1)
        aware = (timezone.localtime() - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
        sent = typed(
            world, adverse_event="yes", safety_kind="product_complaint", safety_description="Blister open",
            safety_aware_at=aware,
        )  # fmt: skip
        client.post(addresses(world), sent)
        record = SafetyRecord.objects.get()
        assert record.kind == "product_complaint"
        assert timezone.localtime(record.aware_at).strftime("%Y-%m-%dT%H:%M") == aware
