"""What a report is signed with, and what comes after it is locked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.medical.models import (
    Attendee,
    CallReport,
    Discussion,
    MaterialShared,
    Signature,
    StandingRequest,
    UnsolicitedRequest,
)
from accounts.medical.services import submit_report
from accounts.medical.signing import content
from accounts.medical.signing.selectors import amendments, signed
from accounts.medical.signing.services import amend_report
from accounts.medical.standing.services import record_standing
from msl_governance.firewall.database import acting_as
from msl_governance.people.models import Person
from tests.support.people import PASSWORD

from .reports import REQUEST, draft, material, new, submitted, typed

REQUEST_WORDS = (
    "asked_by_name", "asked_by_address", "asked_by_affiliation", "verbatim", "information_provided",
    "follow_up_questions",
)  # fmt: skip


def refuses():
    raise RuntimeError("not shown who signs")


@pytest.fixture
def whole(world):
    """A draft with a part of every kind."""
    report = CallReport.objects.create(author_id=world.msl1.pk, met_at=timezone.now(), channel="video")
    Attendee.objects.create(report=report, number=0, hcp=world.north_hcp)
    Attendee.objects.create(report=report, number=1, colleague_name="Joren Valk", colleague_side="medical")
    said = Discussion.objects.create(
        report=report, topic=world.topic, content_class="off_label", origin="reactive"
    )
    UnsolicitedRequest.objects.create(discussion=said, **vars(REQUEST) | {"asked_by_id": world.north_hcp.pk})
    with acting_as(world.msl_director1):
        MaterialShared.objects.create(report=report, material=material(world))
    with acting_as(world.msl1):
        record_standing(
            by=world.msl1, hcp=world.north_hcp, topic=world.topic, wish="News", asked_on=timezone.localdate()
        )
    return report


class TestSignature:
    def test_it_names_who_when_and_what_for_and_is_bound_to_the_content(self, world):
        with acting_as(world.msl1):
            report = submitted(world)
            found = signed(report)
            assert found.holds
            assert found.signature.printed_name == "Amara Okafor"
            assert found.signature.meaning == "author"
            assert len(found.signature.content_sha256) == 64
            assert found.signature.signer_id == world.msl1.pk
            assert abs(timezone.now() - found.signature.signed_at) < timedelta(minutes=5)

    @pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
    def test_it_holds_wherever_the_signer_lives(self, world, client, zone):
        Person.objects.filter(pk=world.msl1.pk).update(time_zone=zone)
        client.force_login(world.msl1)
        client.post(new(world), typed(world))
        report = CallReport.objects.get()
        assert report.is_locked
        assert signed(report).holds
        page = client.get(f"/accounts/medical/reports/{report.pk}/").content.decode()
        assert "The content is what was signed." in page
        assert "no longer what was signed" not in page

    def test_the_page_shows_name_time_and_meaning(self, world, client):
        client.force_login(world.msl1)
        record = client.post(new(world), typed(world))["location"]
        signature = Signature.objects.get()
        page = client.get(record).content.decode()
        assert "<strong>Amara Okafor</strong>" in page
        moment = timezone.localtime(signature.signed_at)
        assert f'<time datetime="{moment.isoformat()}">' in page
        assert f"{moment:%H:%M}" in page
        assert "“I held this exchange, and this report is true and complete.”" in page
        assert signature.content_sha256[:16] in page

    def test_each_part_of_the_content_counts(self, world, whole):
        """One and the same report, changed part by part while it is no more than a draft."""
        said, changes = Discussion.objects.filter(report=whole), CallReport.objects.filter(pk=whole.pk)
        asked = UnsolicitedRequest.objects.filter(discussion__report=whole)
        present = Attendee.objects.filter(report=whole)
        parts = {
            "moment": lambda: changes.update(met_at=timezone.now()),
            "minutes": lambda: changes.update(duration_minutes=5),
            "harm": lambda: changes.update(adverse_event=True),
            "author": lambda: changes.update(author_id=world.msl2.pk),
            "attendee": lambda: present.filter(number=0).update(hcp=world.south_hcp),
            "colleague": lambda: present.filter(number=1).update(colleague_side="commercial"),
            "notes": lambda: said.update(notes="x"),
            "class": lambda: said.update(content_class="investigational"),
            "standing": lambda: said.update(origin="standing", standing=StandingRequest.objects.get()),
            "asker": lambda: asked.update(asked_by=world.south_hcp),
            "unprompted": lambda: asked.update(unprompted=False),
            "material": lambda: MaterialShared.objects.filter(report=whole).delete(),
        }
        for rows, names in ((changes, ("summary", "setting", "channel")), (asked, REQUEST_WORDS)):
            parts |= {name: lambda rows=rows, name=name: rows.update(**{name: "x"}) for name in names}
        before = content.of_report(whole)
        for name, change in parts.items():
            with transaction.atomic():
                change()
                assert content.of_report(CallReport.objects.get(pk=whole.pk)) != before, name
                transaction.set_rollback(True)
        assert content.of_report(CallReport.objects.get(pk=whole.pk)) == before

    def test_one_made_before_material_was_part_of_it_holds(self, world, monkeypatch):
        with acting_as(world.msl1), monkeypatch.context() as then:
            then.setattr(content, "of_report", content.of_report_formerly)
            report = submitted(world)
        assert content.of_report(report) != content.of_report_formerly(report)
        assert signed(report).holds
        monkeypatch.setattr(content, "of_report_formerly", lambda report: "something else")
        assert not signed(report).holds

    def test_without_confirmation_nothing_is_written(self, world):
        with acting_as(world.msl1), pytest.raises(RuntimeError):
            submit_report(by=world.msl1, draft=draft(world), confirm=refuses)
        assert not CallReport.objects.exists()
        assert not Signature.objects.exists()

    def test_a_wrong_password_is_a_sentence_and_loses_nothing(self, world, client):
        client.force_login(world.msl1)
        wrong = client.post(new(world), typed(world, password="nonsense"))
        assert wrong.status_code == 422
        page = wrong.content.decode()
        assert "This is not your password" in page
        assert "Went through the design." in page
        assert "nonsense" not in page
        missing = client.post(new(world), typed(world, password="")).content.decode()
        assert "Type your password: it is your signature." in missing
        assert not CallReport.objects.filter(state="submitted").exists()

    def test_no_draft_keeps_a_password(self, world, client):
        client.force_login(world.msl1)
        client.post(new(world), typed(world, action="autosave", code="123456"))
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

    def test_two_clicks_are_one_amendment(self, world):
        words = {"correction": "It was 20 minutes.", "reason": "Remembered.", "confirm": lambda: None}
        with acting_as(world.msl1):
            report = submitted(world)
            first = amend_report(by=world.msl1, report=report, **words)
            assert amend_report(by=world.msl1, report=report, **words) is None
            other = amend_report(by=world.msl1, report=report, **words | {"correction": "It was 25."})
            third = amend_report(by=world.msl1, report=report, **words)
        assert [first.number, other.number, third.number] == [1, 2, 3]

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
        record = client.post(new(world), typed(world))["location"]
        words = {"correction": "It was 25 minutes.", "reason": "Counted again.", "password": PASSWORD}
        for missing, sentence in (
            ({"correction": ""}, "stays as it was signed"), ({"reason": ""}, "Give the reason"),
            ({"password": "no"}, "not your password"), ({"password": ""}, "it is your signature"),
        ):  # fmt: skip
            refused = client.post(f"{record}amend/", words | missing)
            assert refused.status_code == 422
            assert sentence in refused.content.decode()
            for name in {"correction", "reason"} - set(missing):
                assert words[name] in refused.content.decode()
        assert client.post(f"{record}amend/", words).status_code == 302
        page = client.get(record).content.decode()
        assert "Amendment 1" in page
        assert "It was 25 minutes." in page
        assert "The content is what was signed." in page
        client.force_login(world.msl_director1)
        assert client.post(f"{record}amend/", words).status_code == 403
        client.force_login(world.msl1)
        kept = client.post(new(world), typed(world, action="draft", met_at=""))
        assert kept.status_code in (200, 302)
        draft_pk = CallReport.objects.get(state="draft").pk
        assert client.post(f"/accounts/medical/reports/{draft_pk}/amend/", words).status_code == 404

    def test_content_that_was_tampered_with_is_said(self, world, client, monkeypatch):
        client.force_login(world.msl1)
        record = client.post(new(world), typed(world))["location"]
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
