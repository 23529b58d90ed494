"""T2: the walk over the URL configuration, persona by address; an address without a row fails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.commercial.models import DetailCall, PromotionalContent, RepObjective
from accounts.medical.models import Attendee, CallReport
from accounts.shared.models import Area, ListEntry, Product
from handoffs.commercial.models import Inquiry
from handoffs.medical.models import FollowUp
from msl_governance.firewall.checks import walk_urls
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.firewall.proof.pages import CONVERTER
from msl_governance.firewall.sides import Side

from .matrix import EVERYBODY, MATRIX

RANDOM = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
SIDE = {name: side for names, side in (
    ("msl1 msl2 msl_director1 head_of_medical1 clinical_development1", "medical"),
    ("rep1 rep2 sales_director1 vp_commercial1 event_coordinator1", "commercial"),
    ("compliance1 legal1", "oversight"), ("administrator1", "platform"),
) for name in names.split()}  # fmt: skip


@pytest.fixture
def records(world):
    """A record for each address, in the north: msl1's and rep1's territory."""
    now = timezone.now()
    report = CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at=now, channel="video",
        state="submitted", submitted_at=now, adverse_event=False,
    )  # fmt: skip
    draft_report = CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at=now, channel="video"
    )
    Attendee.objects.create(report=draft_report, hcp=world.north_hcp)
    sent = {"author_id": world.rep1.pk, "territory": world.commercial_north, "hcp": world.north_hcp}
    done = {"unprompted": True, "adverse_event": False, "verbatim": "How?", "kind": "mechanism"}
    inquiry = Inquiry.objects.create(**sent, **done, state="submitted", submitted_at=now, acknowledged_at=now)
    draft = Inquiry.objects.create(**sent)
    follow_up = FollowUp.objects.create(
        hcp=world.north_hcp, preferred_day="any", preferred_part="any", territory=world.medical_north,
        assigned_id=world.msl1.pk, assigned_at=now, accepted_at=now, classification="heor", state="scheduled",
        scheduled_for=now + timedelta(days=1), scheduled_at=now, **done,
    )  # fmt: skip
    passage = Passage.objects.create(
        door=2, crossing="inquiry", direction="COMMERCIAL > MEDICAL", basis="x", payload="{}", sha256="0" * 64
    )
    refusal = Refusal.objects.create(kind="wall", place="x")
    hcp = world.north_hcp.pk
    entry = ListEntry.objects.create(
        product=Product.objects.create(name="Corvanta"), hcp=world.north_hcp,
        area=Area.objects.create(name="North", regions=["NY"]),
    )  # fmt: skip
    piece = PromotionalContent.objects.create(
        author_id=world.sales_director1.pk, code="C-1", title="Card", key_message="Once daily",
        product=entry.product, in_label=True, approved_on=now.date(), expires_on=now.date(),
    )  # fmt: skip
    worked = {"author_id": world.rep1.pk, "hcp": world.north_hcp, "territory": world.commercial_north}
    objective = RepObjective.objects.create(**worked, aim="Once daily", period_end=now.date())
    call = DetailCall.objects.create(**worked, called_at=now)
    return {
        "/accounts/commercial/objectives/<uuid:pk>/": objective.pk,
        "/accounts/commercial/calls/<uuid:pk>/": call.pk,
        "/accounts/commercial/calls/<uuid:pk>/correct/": call.pk,
        "/accounts/commercial/content/<uuid:pk>/": piece.pk,
        "/accounts/commercial/content/<uuid:pk>/version/": piece.pk,
        "/accounts/list/<uuid:pk>/": entry.pk,
        "/accounts/medical/list/<uuid:pk>/": entry.pk,
        "/accounts/commercial/list/<uuid:pk>/": entry.pk,
        "/accounts/<uuid:pk>/": hcp,
        "/accounts/medical/<uuid:pk>/": hcp,
        "/accounts/commercial/<uuid:pk>/": hcp,
        "/accounts/medical/reports/<uuid:pk>/": report.pk,
        "/accounts/medical/reports/<uuid:pk>/edit/": draft_report.pk,
        "/handoffs/commercial/<uuid:inquiry_id>/": inquiry.pk,
        "/handoffs/commercial/<uuid:inquiry_id>/edit/": draft.pk,
        "/handoffs/medical/<uuid:pk>/": follow_up.pk,
        "/handoffs/medical/<uuid:pk>/calendar.ics": follow_up.pk,
        "/oversight/ledger/<uuid:pk>/": passage.pk,
        "/oversight/refusals/<uuid:pk>/": refusal.pk,
    }


def address(route, record):
    return CONVERTER.sub(lambda m: "accept" if m["kind"] == "slug" else str(record), route)


def test_every_address_has_a_row_and_every_row_an_address():
    assert {"/" + route for route, _pattern in walk_urls()} == set(MATRIX)


@pytest.mark.parametrize("route", MATRIX)
def test_who_gets_in(client, world, records, route):
    who_gets_in, post_only = MATRIX[route]
    path = address(route, records.get(route, RANDOM))
    sides_inside = {SIDE[name] for name in who_gets_in if name}
    for person in ["", *sorted(EVERYBODY)]:
        client.logout()
        if person:
            client.force_login(getattr(world, person))
        status = client.get(path).status_code
        place = f"{person or 'nobody'} at {path}: {status}"
        if person in who_gets_in:
            assert status in ((405,) if post_only else (200, 302)), place
        elif not person:
            assert status == 302, place
        elif SIDE[person] in sides_inside:
            assert status in (403, 404), place
        else:
            assert status == 404, place


@pytest.mark.parametrize("route", [route for route, (_who, post_only) in MATRIX.items() if post_only])
def test_the_wrong_person_cannot_post_either(client, world, records, route):
    who_gets_in, _post_only = MATRIX[route]
    for person in sorted(EVERYBODY - who_gets_in):
        client.force_login(getattr(world, person))
        assert client.post(address(route, RANDOM)).status_code in (403, 404), person


def test_missing_hidden_and_other_sides_are_the_same_bytes(client, world, records):
    answers = set()
    for person, path in (
        (
            "rep1",
            address("/accounts/medical/reports/<uuid:pk>/", records["/accounts/medical/reports/<uuid:pk>/"]),
        ),
        ("rep1", address("/accounts/medical/reports/<uuid:pk>/", RANDOM)),
        (
            "rep2",
            address("/handoffs/commercial/<uuid:i>/", records["/handoffs/commercial/<uuid:inquiry_id>/"]),
        ),
        ("rep2", "/no/such/address/"),
        ("msl2", address("/handoffs/medical/<uuid:pk>/", records["/handoffs/medical/<uuid:pk>/"])),
        (
            "msl1",
            address("/handoffs/commercial/<uuid:i>/", records["/handoffs/commercial/<uuid:inquiry_id>/"]),
        ),
    ):
        client.force_login(getattr(world, person))
        response = client.get(path)
        answers.add((response.status_code, response.content))
    assert len(answers) == 1


def test_every_refusal_across_is_noted_for_compliance(client, world, records):
    client.force_login(world.rep1)
    client.get("/accounts/medical/reports/")
    noted = Refusal.objects.get(kind="wall", person_id=world.rep1.pk)
    assert (noted.side, noted.place) == (Side.COMMERCIAL, "accounts_medical:reports")
    client.force_login(world.head_of_medical1)
    assert client.get("/handoffs/medical/interests/").status_code == 403
    assert Refusal.objects.filter(kind="policy", person_id=world.head_of_medical1.pk).count() == 1


@pytest.mark.parametrize(
    "path", ["/", "/accounts/", "/login/", "/handoffs/medical/", "/accounts/medical/reports/"]
)
def test_headers(client, world, path):
    client.force_login(world.msl1)
    headers = client.get(path).headers
    assert headers["Cache-Control"].startswith(("no-store", "max-age=0, no-cache, no-store"))
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_get_cannot_write(client, world, records, monkeypatch):
    from django.db import InternalError

    from handoffs.commercial import views

    def writing(*args, **kwargs):
        Inquiry.objects.create(author_id=world.rep1.pk)

    monkeypatch.setattr(views, "page", writing)
    client.force_login(world.rep1)
    with pytest.raises(InternalError, match="read-only"):
        client.get("/handoffs/commercial/")
