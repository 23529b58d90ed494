"""What a signature is bound to: every part of a report, and no part may change unnoticed."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.medical.models import (
    Attendee,
    CallReport,
    Discussion,
    MaterialShared,
    ScientificMaterial,
    Signature,
    StandingRequest,
    UnsolicitedRequest,
)
from accounts.medical.signing import content
from accounts.medical.signing.selectors import signed
from msl_governance.firewall.database import acting_as, as_login

from .reports import REQUEST, DiscussionDraft, submitted, typed

DAY = timedelta(days=1)
OTHER = {
    CallReport: {
        "duration_minutes": 77, "channel": "phone", "setting": "Elsewhere", "summary": "Otherwise",
        "adverse_event": True, "met_at": timezone.now() - 9 * DAY,
    },
    Attendee: {"colleague_name": "Somebody else", "colleague_side": "commercial", "number": 9},
    Discussion: {
        "number": 7, "content_class": "investigational", "origin": "proactive", "notes": "Otherwise",
        "standing_id": None,
    },
    UnsolicitedRequest: {
        "asked_by_name": "x", "asked_by_address": "x", "asked_by_affiliation": "x", "verbatim": "x",
        "unprompted": False, "information_provided": "x", "follow_up_questions": "x",
    },
    ScientificMaterial: {"code": "X-1", "version": "99", "title": "Otherwise"},
}  # fmt: skip
CASES = [(model, name) for model, changes in OTHER.items() for name in changes]


@pytest.fixture
def report(world):
    """A signed report with every part a report may have."""
    today = timezone.localdate()
    piece = ScientificMaterial.objects.create(
        code="SRD-1", version="1", title="Renal safety", kind="slides", approved_on=today - DAY,
        expires_on=today + DAY,
    )  # fmt: skip
    StandingRequest.objects.create(
        hcp=world.north_hcp, topic=world.topic, author_id=world.msl1.pk, wish="News",
        asked_on=today - 2 * DAY, expires_on=today + DAY,
    )  # fmt: skip
    about = {"topic_id": world.topic.pk, "content_class": "off_label", "origin": "standing"}
    with acting_as(world.msl1):
        return submitted(
            world, material_ids=(piece.pk,), discussions=(DiscussionDraft(**about, request=REQUEST),)
        )


def row_of(model, report):
    """The report's row of a kind, as whoever may change anything finds it."""
    found = {
        CallReport: CallReport.objects.filter(pk=report.pk),
        Attendee: Attendee.objects.filter(report=report),
        Discussion: Discussion.objects.filter(report=report),
        UnsolicitedRequest: UnsolicitedRequest.objects.filter(discussion__report=report),
        ScientificMaterial: ScientificMaterial.objects.all(),
    }
    return found[model].get()


@pytest.mark.parametrize(("model", "name"), CASES, ids=[f"{m.__name__}.{n}" for m, n in CASES])
def test_the_text_of_one_report_changes_with_each_of_its_fields(report, model, name):
    row, before = row_of(model, report), content.of_report(report)
    assert getattr(row, name) != OTHER[model][name]
    with pytest.MonkeyPatch.context() as patch:
        original = content._picked
        patch.setattr(
            content, "_picked",
            lambda one, names: original(one, names)
            | ({name: OTHER[model][name]} if isinstance(one, model) and name in names else {}),
        )  # fmt: skip
        assert content.of_report(report) != before


def test_what_the_owner_changes_behind_a_signature_shows(world, report):
    assert signed(report).holds
    with as_login("owner"):
        ScientificMaterial.objects.update(version="2")
    assert not signed(report).holds
    with as_login("owner"):
        ScientificMaterial.objects.update(version="1")
    assert signed(report).holds
    with as_login("owner"), pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
        MaterialShared.objects.all()._raw_delete("default")


def test_a_signature_from_before_materials_counted_still_holds(world, monkeypatch):
    monkeypatch.setattr(content, "of_report", content.of_report_formerly)
    with acting_as(world.msl1):
        before = submitted(world)
    monkeypatch.undo()
    assert Signature.objects.get(report=before).content_sha256 != content.sha256(content.of_report(before))
    assert signed(before).holds


def test_the_page_names_who_signed_when_and_what_for(world, client):
    client.force_login(world.msl1)
    page = client.post(f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}", typed(world), follow=True)
    said = page.content.decode()
    signature = Signature.objects.get()
    assert abs(signature.signed_at - timezone.now()) < timedelta(minutes=1)
    assert f"<strong>{signature.printed_name}</strong>" in said
    assert timezone.localtime(signature.signed_at).strftime("%H:%M") in said
    assert f"“{signature.get_meaning_display()}”" in said
    assert signature.content_sha256[:16] in said
