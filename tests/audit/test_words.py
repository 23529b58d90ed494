"""What compliance reads are words; the code words stay beside them."""

import json
from uuid import uuid4

import pytest

from accounts.shared.models import Hcp
from handoffs.door import INQUIRY, INTEREST, STANDING
from msl_governance.audit import words
from msl_governance.firewall import policy
from msl_governance.firewall.models import Refusal
from msl_governance.firewall.screening import KINDS, PLACES, RULES
from tests.audit.test_pages import LEDGER, REFUSALS, passage, refusal

PAYLOAD = {
    "hcp_name": "Dr. Elena Marchetti", "kind": "comparative_safety", "preferred_day": "wed", "unprompted": True,
    "adverse_event": False, "verbatim": "How?", "contact_phone": "", "contact_email": None,
}  # fmt: skip


def facts(crossing, values):
    return {fact.label: (fact.value, fact.code) for fact in words.payload(crossing, values)}


def test_a_payload_is_read_by_the_names_of_its_fields(world):
    found = facts("inquiry", PAYLOAD | {"hcp_id": str(world.north_hcp.pk)})
    assert found == {
        "Entry in the directory": ("Dr. Elena Marchetti", f"hcp_id {world.north_hcp.pk}"),
        "Healthcare professional": ("Dr. Elena Marchetti", "hcp_name"),
        "Phone": ("Not given", "contact_phone"),
        "E-mail": ("Not given", "contact_email"),
        "Best day": ("Wednesday", "preferred_day wed"),
        "Kind of question": ("Comparative safety", "kind comparative_safety"),
        "Question, in the doctor’s words": ("How?", "verbatim"),
        "Raised unprompted": ("Yes", "unprompted"),
        "Adverse event mentioned": ("No", "adverse_event"),
    }
    Hcp.objects.filter(pk=world.south_hcp.pk).delete()
    assert (
        facts("inquiry", {"hcp_id": str(uuid4())})["Entry in the directory"][0]
        == "Not in the directory any more"
    )


@pytest.mark.parametrize("crossing", [INQUIRY, STANDING, INTEREST])
def test_every_field_of_every_door_has_a_name(crossing, db):
    labels = [fact.label for fact in words.payload(crossing.name, dict.fromkeys(crossing.fields))]
    assert not set(labels) & set(crossing.fields)
    assert not any("_" in label or label.islower() for label in labels)
    assert len(set(labels)) == len(crossing.fields)


def test_what_nobody_knows_any_more_keeps_its_own_words(db):
    assert facts("old_door_7", {"thing": "x"}) == {"thing": ("x", "")}
    assert facts("inquiry", {"left_over": "y"}) == {"left_over": ("y", "")}


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        ("wall", "accounts_medical:reports", "MSL call reports: scientific exchanges (to read)"),
        ("policy", "handoffs_medical:release", "Release of a general scientific interest to commercial (to act)"),
        ("database", "handoffs_commercial:new", "Scientific inquiries, as the representative entered them (to write)"),
        ("wall", "people:login", "people:login"), ("wall", "gone:away", "gone:away"),
        ("screening", "inquiry", "The question of a scientific inquiry"), ("screening", "elsewhere", "elsewhere"),
        ("door", "door_2_inquiry", "Scientific inquiry"), ("door", "door_9_gone", "door_9_gone"),
        ("grant", "people.MedicalTerritory", "Medical territory"), ("grant", "gone.Away", "gone.Away"),
        ("grant", "nonsense", "nonsense"),
    ],
)  # fmt: skip
def test_a_place_in_words(kind, place, expected):
    found = words.place(Refusal(kind=kind, place=place))
    assert (found.label, found.code) == (expected, place)


@pytest.mark.parametrize(
    ("kind", "place", "detail", "label", "code"),
    [
        ("door", "door_2_inquiry", [], "The person’s role does not open this door.", ""),
        ("door", "door_2_inquiry", ["attestation"], "The person’s yearly firewall training had lapsed.", "attestation"),
        ("door", "door_2_inquiry", ["0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"],
         "The record had crossed already, or was not ready to cross.", "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"),
        ("door", "door_2_inquiry", ["other"], "other", "other"),
        ("database", "x", ["42501"], "This login has no privilege for it, or the record is locked.", "42501"),
        ("database", "x", ["42P01"], "There is no such table for this login.", "42P01"),
        ("database", "x", ["99999"], "The database refused it.", "99999"),
        ("grant", "people.MedicalTerritory", ["work_medicalterritory"], "Works this territory", "work_medicalterritory"),
        ("grant", "gone.Away", ["x"], "x", "x"),
        ("wall", "x", ["y"], "y", ""),
    ],
)  # fmt: skip
def test_a_reason_in_words(kind, place, detail, label, code):
    found = words.reasons(Refusal(kind=kind, place=place, detail=detail))
    assert [(one.label, one.code) for one in found] == [(label, code)]


def test_a_rule_says_what_it_is_about():
    rule = RULES[0]
    detail = [{"rule": rule.id, "kind": rule.kind}, {"rule": "gone.rule", "kind": "gone"}]
    known, gone = words.reasons(Refusal(kind="screening", place="inquiry", detail=detail))
    assert (known.label, known.value, known.code) == ("Prescribing figures", str(rule.explanation), rule.id)
    assert (gone.label, gone.value, gone.code) == ("gone", "", "gone.rule")


def test_there_are_words_for_all_there_is():
    assert set(words.KIND_SENTENCES) == set(Refusal.Kind.values)
    # A fact for the directory is held to the rules of an inquiry, and has a place of its own in the list.
    assert set(words.PLACES) == {*PLACES, "directory"}
    assert set(words.FINDINGS) == set(KINDS)
    assert set(words.ACTIONS) == {policy.READ, policy.WRITE, policy.ACT}


def test_the_pages_say_them_with_the_code_as_small_print(client, world):
    client.force_login(world.compliance1)
    crossed = passage(world.rep1, payload=json.dumps(PAYLOAD))
    held = refusal(world.rep1, kind="database", place="accounts_medical:reports", detail=["42501"])
    page = client.get(f"{LEDGER}{crossed.pk}/").content.decode()
    assert "<dt>Kind of question</dt>" in page
    assert "Comparative safety" in page
    assert "<code>kind comparative_safety</code>" in page
    assert "<dt>kind</dt>" not in page
    lists = client.get(REFUSALS).content.decode()
    assert "MSL call reports: scientific exchanges (to read)" in lists
    assert "<code>accounts_medical:reports</code>" in lists
    page = client.get(f"{REFUSALS}{held.pk}/").content.decode()
    assert "This login has no privilege for it, or the record is locked." in page
    assert "<code>42501</code>" in page
    assert "The database refused what the application asked." in page
    assert "MSL call reports: scientific exchanges (to read)" in client.get("/").content.decode()
