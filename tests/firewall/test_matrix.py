"""T2: the walk over the URL configuration, persona by address; an address without a row fails."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.commercial.models import DetailCall, KeptCallFilter, PromotionalContent, RepObjective
from accounts.medical.models import (
    Attendee,
    CallReport,
    KeptReportFilter,
    MedicalProposal,
    MslObjective,
    PlannedVisit,
    SafetyRecord,
    ScientificMaterial,
    StandingRequest,
)
from accounts.oversight.models import CareDecision
from accounts.shared.models import Area, Hcp, ListEntry, Product
from handoffs.commercial.models import AdverseEvent, Inquiry
from handoffs.medical.models import FollowUp, InterestReturn, MedicalAdverseEvent
from msl_governance.firewall.checks import walk_urls
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.firewall.proof.pages import CONVERTER
from msl_governance.firewall.sides import Side

from .matrix import EVERYBODY, MATRIX

READ_AND_SENT = ("GET", "HEAD", "POST")
METHODS = (*READ_AND_SENT, "OPTIONS", "PUT", "DELETE")
RANDOM = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
SIDE = {name: side for names, side in (
    ("msl1 msl2 msl_director1 head_of_medical1 clinical_development1", "medical"),
    ("rep1 rep2 sales_director1 vp_commercial1 event_coordinator1", "commercial"),
    ("compliance1 legal1", "oversight"), ("administrator1", "platform"),
) for name in names.split()}  # fmt: skip


@pytest.fixture
def records(world):
    """A record of each kind in the north and one in the south, by the address that names it."""
    return {where: _in(world, where, *people) for where, people in (
        ("north", (world.msl1, world.rep1)), ("south", (world.msl2, world.rep2)),
    )}  # fmt: skip


def _in(world, where, msl, rep):
    now, hcp = timezone.now(), getattr(world, f"{where}_hcp")
    theirs = {
        "author_id": msl.pk,
        "territory": getattr(world, f"medical_{where}"),
        "met_at": now,
        "channel": "video",
    }
    report = CallReport.objects.create(**theirs, state="submitted", submitted_at=now, adverse_event=False)
    draft_report = CallReport.objects.create(**theirs)
    Attendee.objects.create(report=draft_report, hcp=hcp)
    sent = {"author_id": rep.pk, "territory": getattr(world, f"commercial_{where}"), "hcp": hcp}
    done = {"unprompted": True, "adverse_event": False, "verbatim": "How?", "kind": "mechanism"}
    inquiry = Inquiry.objects.create(
        **sent, **done, state="submitted", submitted_at=now, acknowledged_at=now,
        acknowledged=True, hcp_name="Dr. Elena Marchetti",
    )  # fmt: skip
    draft = Inquiry.objects.create(**sent)
    AdverseEvent.objects.create(inquiry=inquiry, aware_at=now, due_at=now, reported_by_id=rep.pk)
    received = {
        "hcp": hcp, "preferred_day": "any", "preferred_part": "any", "territory": theirs["territory"],
        "assigned_id": msl.pk, "assigned_at": now, **done,
    }  # fmt: skip
    follow_up = FollowUp.objects.create(
        **received, accepted_at=now, classification="heor", state="scheduled",
        scheduled_for=now + timedelta(days=1), scheduled_at=now,
    )  # fmt: skip
    assigned = FollowUp.objects.create(**received, state="assigned")
    event = MedicalAdverseEvent.objects.create(
        follow_up=follow_up, aware_at=now, due_at=now, reported_by_id=msl.pk
    )
    interest = InterestReturn.objects.create(
        follow_up=follow_up, topic=world.topic, sentence="Renal outcomes", proposed_by_id=msl.pk
    )
    passage = Passage.objects.create(
        door=2, crossing="inquiry", direction="COMMERCIAL > MEDICAL", basis="x", payload="{}", sha256="0" * 64
    )
    plans = _plans(world, where, msl, hcp) | _sales(world, where, rep, hcp)
    plans |= _care(world, hcp, msl)
    medical, commercial = "/handoffs/medical/<uuid:pk>/", "/handoffs/commercial/<uuid:inquiry_id>/"
    reports = "/accounts/medical/reports/<uuid:pk>/"
    return {
        **plans,
        **{
            f"/people/<uuid:pk>/{page}": rep.pk
            for page in ("", "edit/", "role/", "align/", "steps/<slug:name>/")
        },
        **{
            f"/people/territories/{side}/<uuid:pk>/": getattr(world, f"{side}_{where}").pk
            for side in ("medical", "commercial")
        },
        "/login/password/<slug:token>/": RANDOM,
        "/notifications/<uuid:pk>/open/": RANDOM,
        "/notifications/<uuid:pk>/read/": RANDOM,
        "/accounts/<uuid:pk>/": hcp.pk,
        "/accounts/medical/<uuid:pk>/": hcp.pk,
        "/accounts/commercial/<uuid:pk>/": hcp.pk,
        reports: report.pk,
        f"{reports}edit/": draft_report.pk,
        f"{reports}discard/": draft_report.pk,
        f"{reports}share/": report.pk,
        "/accounts/medical/reports/filters/<uuid:pk>/delete/": KeptReportFilter.objects.create(
            person_id=msl.pk, name="Mine", asked={"standing": "draft"}
        ).pk,
        "/accounts/commercial/calls/filters/<uuid:pk>/delete/": KeptCallFilter.objects.create(
            person_id=rep.pk, name="Mine", asked={"channel": "video"}
        ).pk,
        **dict.fromkeys((f"{reports}{page}/" for page in ("amend", "co-travel")), report.pk),
        "/accounts/medical/safety/<uuid:pk>/forward/": SafetyRecord.objects.create(
            report=report,
            kind="adverse_event",
            description="x",
            author_id=msl.pk,
            aware_at=now,
            due_at=now + timedelta(days=1),
        ).pk,
        commercial: inquiry.pk,
        **dict.fromkeys((f"{commercial}{step}/" for step in ("edit", "delete")), draft.pk),
        **dict.fromkeys(
            (f"{commercial}{step}/" for step in ("withdraw", "escalate", "adverse-event")), inquiry.pk
        ),
        **dict.fromkeys(
            (f"/handoffs/medical/interests/<uuid:pk>/{s}/" for s in ("release", "hold")), interest.pk
        ),
        medical: follow_up.pk,
        f"{medical}calendar.ics": follow_up.pk,
        f"{medical}<slug:name>/": assigned.pk,
        f"{medical}adverse-events/<uuid:event_pk>/": (follow_up.pk, event.pk),
        "/oversight/ledger/<uuid:pk>/": passage.pk,
        "/oversight/refusals/<uuid:pk>/": Refusal.objects.create(kind="wall", place="x").pk,
    }


def _plans(world, where, msl, hcp):
    """An entry of the account list, and what medical plans with an account."""
    day, listed = timezone.localdate(), "list/<uuid:pk>/"
    entry = ListEntry.objects.create(
        product=Product.objects.create(name=f"Corvanta {where}"), hcp=hcp,
        area=Area.objects.create(name=where, regions=[hcp.region]),
    )  # fmt: skip
    objective = MslObjective.objects.create(
        author_id=msl.pk, hcp=hcp, territory=getattr(world, f"medical_{where}"), topic=world.topic, aim="Aim",
        period_start=day, period_end=day,
    )  # fmt: skip
    visit = PlannedVisit.objects.create(
        author_id=msl.pk, hcp=hcp, territory=getattr(world, f"medical_{where}"), starts_at=timezone.now(),
        channel="video",
    )  # fmt: skip
    later = day + timedelta(days=30)
    standing = StandingRequest.objects.create(
        hcp=hcp, topic=world.topic, author_id=msl.pk, wish="News", asked_on=day, expires_on=later
    )
    material = ScientificMaterial.objects.create(
        code=where, version="1", title="Safety", kind="slides", approved_on=day, expires_on=later
    )
    return {
        **{f"/accounts/{half}{listed}": entry.pk for half in ("", "medical/", "commercial/")},
        **{f"/accounts/medical/objectives/<uuid:pk>/{page}": objective.pk for page in ("", "end/")},
        **{
            f"/accounts/medical/visits/<uuid:pk>/{page}": visit.pk
            for page in ("", "move/", "cancel/", "calendar.ics", "co-travel/")
        },
        "/accounts/medical/standing-requests/<uuid:pk>/withdraw/": standing.pk,
        "/accounts/medical/library/<uuid:pk>/withdraw/": material.pk,
    }


def _care(world, hcp, msl):
    """What a steward has before them: a proposal, two accounts that may be one, and a decision."""
    care, twin = "/oversight/directory", Hcp.objects.create(last_name="Twin")
    proposal = MedicalProposal.objects.create(
        author_id=msl.pk, kind="correct", source="office", hcp=hcp, values={"city": "Albany"}
    )
    decision = CareDecision.objects.create(
        kind="merge", author_id=world.compliance1.pk, hcp=hcp, other_hcp=twin
    )
    return {
        **{f"{care}/proposals/<uuid:pk>/{page}": proposal.pk for page in ("", "make/", "decline/")},
        **{
            f"{care}/duplicates/<uuid:one>/<uuid:other>/{page}": (hcp.pk, twin.pk)
            for page in ("", "merge/", "apart/")
        },
        f"{care}/decisions/<uuid:pk>/separate/": decision.pk,
    }


def _sales(world, where, rep, hcp):
    """What commercial plans and does with an account."""
    day, half = timezone.localdate(), "/accounts/commercial"
    piece = PromotionalContent.objects.create(
        author_id=world.sales_director1.pk, code=where, title="Card", key_message="Once daily",
        product=Product.objects.get(name=f"Corvanta {where}"), in_label=True, approved_on=day, expires_on=day,
    )  # fmt: skip
    worked = {"author_id": rep.pk, "hcp": hcp, "territory": getattr(world, f"commercial_{where}")}
    objective = RepObjective.objects.create(**worked, aim="Once daily", period_end=day)
    call = DetailCall.objects.create(**worked, called_at=timezone.now())
    return {
        f"{half}/objectives/<uuid:pk>/": objective.pk,
        **{f"{half}/calls/<uuid:pk>/{page}": call.pk for page in ("", "correct/")},
        **{f"{half}/content/<uuid:pk>/{page}": piece.pk for page in ("", "version/", "withdraw/")},
    }


def address(route, record):
    """The route with a record's id, or with two, in place of its arguments."""
    keys = iter(record if isinstance(record, tuple) else (record,) * 2)
    return CONVERTER.sub(lambda m: "accept" if m["kind"] == "slug" else str(next(keys)), route)


def expected(row, person, method, where):
    """What the declared row says of one request."""
    if person not in row.may:
        insiders = {SIDE[name] for name in row.may}
        return 302 if not person else 403 if SIDE[person] in insiders else 404
    if method in ("PUT", "DELETE"):
        return 405
    special = {"POST": row.post, "OPTIONS": row.options, "HEAD": row.head}
    answer = special.get(method) or row.get
    if answer != 405:
        answer = row.instead.get(person, answer)
    if row.north is None or row.alike or answer == 405:
        return answer
    reach = {"north": row.north, "south": row.south}.get(where, set())
    return answer if person in reach else 404


def aimed_at(route, records):
    """Paths of one address: a record of the north, of the south, of the other side, and none."""
    if not CONVERTER.search(route):
        return {"": route}
    north = records["north"]
    others = north[
        "/handoffs/commercial/<uuid:inquiry_id>/" if "medical" in route else "/handoffs/medical/<uuid:pk>/"
    ]
    found = {where: address(route, records[where][route]) for where in ("north", "south")}
    return found | {"other side": address(route, others), "missing": address(route, RANDOM)}


def test_every_address_has_a_row_and_every_row_an_address():
    assert {"/" + route for route, _pattern in walk_urls()} == set(MATRIX)


@pytest.mark.parametrize("route", MATRIX)
def test_who_gets_in(world, records, route):
    """Every person, every method, every kind of record: exactly what the row declares."""
    row, wrong = MATRIX[route], []
    for person in ["", *sorted(EVERYBODY)]:
        browser = Client(raise_request_exception=False)
        for where, path in aimed_at(route, records).items():
            for method in METHODS if where in ("", "north") else READ_AND_SENT:
                if person and (not browser.cookies or route == "/logout/"):
                    browser.force_login(getattr(world, person))
                with transaction.atomic():
                    status = getattr(browser, method.lower())(path).status_code
                    transaction.set_rollback(True)
                declared = expected(row, person, method, where)
                if status != declared:
                    wrong.append(f"{person or 'nobody'} {method} {where}: {status}, not {declared}")
    assert wrong == [], "\n".join(wrong)


def test_the_table_declares_as_much_as_is_walked():
    declared = {
        person for row in MATRIX.values() for person in row.may | (row.north or set()) | (row.south or set())
    }
    assert declared == EVERYBODY | {""} == set(SIDE) | {""}
    for route, row in MATRIX.items():
        assert (row.north is None) == (row.south is None) == (not CONVERTER.search(route)), route
        assert (row.north or set()) | (row.south or set()) <= row.may, route


def test_missing_hidden_and_other_sides_are_the_same_bytes(client, world, records):
    answers, north = set(), records["north"]
    for person, path in (
        (
            "rep1",
            address("/accounts/medical/reports/<uuid:pk>/", north["/accounts/medical/reports/<uuid:pk>/"]),
        ),
        ("rep1", address("/accounts/medical/reports/<uuid:pk>/", RANDOM)),
        (
            "rep2",
            address("/handoffs/commercial/<uuid:i>/", north["/handoffs/commercial/<uuid:inquiry_id>/"]),
        ),
        ("rep2", "/no/such/address/"),
        ("msl2", address("/handoffs/medical/<uuid:pk>/", north["/handoffs/medical/<uuid:pk>/"])),
        (
            "msl1",
            address("/handoffs/commercial/<uuid:i>/", north["/handoffs/commercial/<uuid:inquiry_id>/"]),
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
