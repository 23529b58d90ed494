"""The pages: who gets them, what they say, and that nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from handoffs.commercial.models import Interest
from handoffs.medical.models import FollowUp, InterestReturn, MedicalAdverseEvent
from handoffs.medical.rules import ENDED
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.models import Refusal

from . import story

LIST = "/handoffs/medical/"
HTMX = {"HX-Request": "true"}
CANARY = "canary-55aa"


def detail(follow_up):
    return f"{LIST}{follow_up.pk}/"


def act(client, follow_up, name, data=None, **more):
    return client.post(f"{detail(follow_up)}{name}/", data or {}, **more)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "listing", "record"),
    [
        ("msl1", 200, 200), ("msl2", 200, 404), ("msl_director1", 200, 200), ("head_of_medical1", 200, 404),
        ("clinical_development1", 403, 403), ("rep1", 404, 404), ("sales_director1", 404, 404),
        ("vp_commercial1", 404, 404), ("compliance1", 404, 404), ("administrator1", 404, 404),
    ],
)  # fmt: skip
def test_who_gets_the_pages(world, client, who, listing, record):
    follow_up = story.in_state(world, State.SCHEDULED)
    client.force_login(getattr(world, who))
    assert client.get(LIST).status_code == listing
    assert client.get(f"{LIST}calendar/").status_code == listing
    assert client.get(detail(follow_up)).status_code == record
    assert client.get(f"{detail(follow_up)}calendar.ics").status_code == record
    if who != "msl1" and who != "msl_director1":
        refused = act(client, follow_up, "decline", {"reason": "x"}).status_code
        assert refused in (403, 404)
        follow_up.refresh_from_db()
        assert follow_up.state == State.SCHEDULED


@pytest.mark.parametrize("state", [state for state in State if state != State.ARRIVED])
@pytest.mark.parametrize("who", ["msl1", "msl_director1"])
def test_a_record_in_every_state(world, client, who, state):
    follow_up = story.in_state(world, state)
    client.force_login(getattr(world, who))
    page = text(client.get(detail(follow_up)))
    assert "How does it act on the tubule?" in page
    assert "Thursday, before 09:00" in page
    assert "+1 555 0142" in page
    assert "Lindqvist" not in page
    view = "ended" if state in ENDED else "mine"
    view = "team" if state == State.QUEUED or (who == "msl_director1" and view == "mine") else view
    assert detail(follow_up) in text(client.get(f"{LIST}?view={view}"))


def test_the_whole_way_by_forms_alone(world, client):
    follow_up = story.in_state(world, State.QUEUED)
    report = story.report(world, world.msl1)
    client.force_login(world.msl1)
    tomorrow = timezone.localtime() + timedelta(days=1)
    way = (
        ("take", {}),
        ("accept", {"classification": "off_label"}),
        ("classify", {"classification": "safety"}),
        ("schedule", {"when": tomorrow.strftime("%Y-%m-%dT%H:%M"), "minutes": "45", "channel": "video"}),
        ("follow_up", {"call_report": str(report.pk)}),
        ("propose_interest", {"topic": str(world.topic.pk), "sentence": story.CLEAN}),
        ("close", {}),
    )
    for name, data in way:
        assert f'id="{name}_' in text(client.get(detail(follow_up))) or not data, name
        answer = act(client, follow_up, name, data)
        assert (answer.status_code, answer.url) == (302, detail(follow_up)), name
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.classification, follow_up.scheduled_minutes) == (
        "closed",
        "safety",
        45,
    )
    assert abs(follow_up.scheduled_for - tomorrow) < timedelta(minutes=1)
    page = text(client.get(detail(follow_up)))
    assert f"/accounts/medical/reports/{report.pk}/" in page
    assert story.CLEAN in page
    assert "Nothing returned" in page
    client.force_login(world.msl_director1)
    assert story.CLEAN in text(client.get(f"{LIST}interests/"))
    interest = InterestReturn.objects.get()
    assert client.post(reverse("handoffs_medical:release", args=[interest.pk])).status_code == 302
    assert Interest.objects.get().sentence == story.CLEAN
    again = client.post(reverse("handoffs_medical:release", args=[interest.pk]))
    assert again.status_code == 422
    assert "moved on" in text(again)
    assert "Nothing returned" not in text(client.get(detail(follow_up)))


def test_htmx_gets_the_record_and_the_page_holds_the_same(world, client):
    follow_up = story.in_state(world, State.ASSIGNED)
    client.force_login(world.msl1)
    answer = act(client, follow_up, "accept", {"classification": "heor"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in text(answer)
    assert "Accepted. Commercial reads" in text(answer)
    fragment = text(client.get(detail(follow_up), headers=HTMX))
    assert 'id="record"' in fragment
    assert "With Medical" in fragment


@pytest.mark.parametrize(
    ("state", "name", "data", "says"),
    [
        (State.ASSIGNED, "accept", {}, "Say how the question is classified."),
        (State.ASSIGNED, "decline", {}, "Give a reason"),
        (State.ASSIGNED, "refer", {"reason": "x" * 501}, "500"),
        (State.ASSIGNED, "reassign", {"reason": CANARY}, "Choose a colleague."),
        (State.ASSIGNED, "reassign", {"to_id": "nobody", "reason": CANARY}, "Choose a colleague."),
        (State.ASSIGNED, "accept", {"classification": "urgent"}, "Say how the question is classified."),
        (
            State.ACCEPTED,
            "schedule",
            {"when": "2020-01-01T10:00", "minutes": "30", "channel": "video"},
            "lies ahead",
        ),
        (State.ACCEPTED, "schedule", {"when": "soon", "minutes": "30", "channel": "fax"}, "valid"),
        (State.ACCEPTED, "follow_up", {}, "Choose the call report"),
        (State.FOLLOWED_UP, "propose_interest", {"sentence": CANARY}, "Choose a topic."),
        (State.ACCEPTED, "take", {}, "This has moved on meanwhile. What you see here"),
        (State.CLOSED, "decline", {"reason": CANARY}, "This has moved on meanwhile. What you see here"),
    ],
)
def test_what_is_refused_says_so_by_the_field_and_loses_nothing(world, client, state, name, data, says):
    follow_up = story.in_state(world, state)
    client.force_login(world.msl1)
    answer = act(client, follow_up, name, data)
    assert answer.status_code == 422
    assert says in text(answer)
    if CANARY in data.values() and state != State.CLOSED:
        assert CANARY in text(answer)
    follow_up.refresh_from_db()
    assert follow_up.state == state


@pytest.mark.parametrize(
    ("state", "name", "data", "kept"),
    [
        (State.ACCEPTED, "classify", {"classification": "safety"}, "Safety"),
        (State.ACCEPTED, "classify", {}, ""),
        (State.ACCEPTED, "schedule", {"when": "2031-01-01T10:00", "channel": "video"}, "2031-01-01T10:00"),
        (State.ASSIGNED, "decline", {"reason": CANARY}, CANARY),
        (State.ASSIGNED, "refer", {"reason": ""}, ""),
        (State.FOLLOWED_UP, "propose_interest", {"sentence": CANARY}, CANARY),
    ],
)
def test_a_step_that_a_colleague_is_not_offered_is_refused_by_the_page_and_keeps_what_was_given(
    world, client, state, name, data, kept
):
    from .test_steps import colleague_in_north

    follow_up = story.in_state(world, state)
    before = follow_up.classification, follow_up.steps.count()
    client.force_login(colleague_in_north(world))
    assert f'id="step-{name}"' not in text(client.get(detail(follow_up)))
    answer = act(client, follow_up, name, data)
    assert answer.status_code == 422
    problems = answer.context["problems"]
    assert "A colleague answers this." in problems[0]
    assert problems[0] in text(answer)
    assert kept in " ".join(problems[1:])
    assert kept in text(answer)
    assert len(problems) == 1 + sum(bool(value) for value in data.values())
    follow_up.refresh_from_db()
    assert (follow_up.classification, follow_up.steps.count()) == before
    assert follow_up.state == state


def test_an_interest_that_says_too_much_is_marked_kept_and_noted(world, client):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    answer = act(client, follow_up, "propose_interest", {"topic": str(world.topic.pk), "sentence": story.BAD})
    assert answer.status_code == 422
    assert text(answer).count(story.BAD) >= 1
    assert "fw-screen" in text(answer)
    assert Refusal.objects.get(kind="screening").text == story.BAD
    assert not InterestReturn.objects.exists()


def test_passed_on_by_the_form(world, client):
    follow_up = story.in_state(world, State.ASSIGNED)
    client.force_login(world.msl1)
    answer = act(client, follow_up, "reassign", {"to_id": str(world.msl2.pk), "reason": "On leave"})
    assert answer.status_code == 302
    client.force_login(world.msl2)
    page = text(client.get(detail(follow_up)))
    assert "Passed to a colleague" in page
    assert "On leave" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_who_passes_on_what_is_then_out_of_their_scope_is_led_to_the_list(world, client, htmx):
    follow_up = story.in_state(world, State.ASSIGNED)
    story.do("reassign", world, follow_up, world.msl1)
    client.force_login(world.msl2)
    answer = act(
        client,
        follow_up,
        "reassign",
        {"to_id": str(world.msl1.pk), "reason": "Back"},
        headers=HTMX if htmx else {},
    )
    follow_up.refresh_from_db()
    assert follow_up.assigned_id == world.msl1.pk
    assert (answer["HX-Redirect"] if htmx else answer.url) == LIST


def test_live_screening_shows_what_is_held_and_notes_that_it_was_shown(world, client):
    client.force_login(world.msl1)
    held = text(client.post(f"{LIST}screen/", {"sentence": story.BAD}))
    clean = text(client.post(f"{LIST}screen/", {"sentence": story.CLEAN}))
    assert "fw-screen-ok" not in held
    assert "fw-screen-ok" in clean
    assert list(Refusal.objects.values_list("kind", "text")) == [("typing", story.BAD)]


@pytest.mark.parametrize("address", ["nonsense/", "route/", "queue/"])
def test_there_are_no_other_steps(world, client, address):
    follow_up = story.in_state(world, State.ASSIGNED)
    client.force_login(world.msl1)
    assert client.post(detail(follow_up) + address).status_code == 404
    assert client.get(f"{detail(follow_up)}accept/").status_code == 405
    assert client.get(f"{LIST}{uuid4()}/").status_code == 404


def test_an_adverse_event_is_forwarded_on_the_page(world, client):
    follow_up = story.in_state(world, State.ASSIGNED, adverse_event=True)
    event = MedicalAdverseEvent.objects.get()
    address = reverse("handoffs_medical:forward", args=[follow_up.pk, event.pk])
    client.force_login(world.msl1)
    assert "Drug safety must have it by" in text(client.get(detail(follow_up)))
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Give the receipt number" in text(refused)
    assert client.post(address, {"receipt_number": "DS-9"}).status_code == 302
    assert "DS-9" in text(client.get(detail(follow_up)))
    other = story.in_state(world, State.ASSIGNED)
    wrong = reverse("handoffs_medical:forward", args=[other.pk, event.pk])
    assert client.post(wrong, {"receipt_number": "DS-9"}).status_code == 404


def test_a_director_holds_an_interest_with_a_reason(world, client):
    interest = story.proposed(world)
    address = reverse("handoffs_medical:hold", args=[interest.pk])
    client.force_login(world.msl1)
    assert client.get(f"{LIST}interests/").status_code == 403
    assert client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(world.msl_director1)
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Give a reason" in text(refused)
    assert client.post(address, {"reason": "Too near to a product"}).status_code == 302
    client.force_login(world.msl1)
    page = text(client.get(detail(interest.follow_up)))
    assert "Too near to a product" in page
    assert "Return a general interest" in page
    client.force_login(world.msl_director1)
    assert client.post(reverse("handoffs_medical:hold", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("reason", ["", CANARY])
def test_an_interest_that_is_decided_already_is_not_held_and_the_reason_is_not_lost(world, client, reason):
    interest = story.proposed(world)
    story.do("release_interest", world, interest.follow_up, world.msl_director1)
    client.force_login(world.msl_director1)
    answer = client.post(reverse("handoffs_medical:hold", args=[interest.pk]), {"reason": reason})
    assert answer.status_code == 422
    assert "This has moved on meanwhile" in answer.context["problems"][0]
    assert "This has moved on meanwhile" in text(answer)
    assert reason in text(answer)
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == ("released", "")


def test_a_lapsed_attestation_says_why_the_door_stays_shut(world, client):
    follow_up = story.in_state(world, State.ASSIGNED)
    type(world.msl1).objects.filter(pk=world.msl1.pk).update(attested_on=None)
    client.force_login(world.msl1)
    answer = act(client, follow_up, "accept", {"classification": "heor"})
    assert answer.status_code == 422
    assert "training has lapsed" in text(answer)
    assert "Waits for review" in text(answer)
    follow_up.refresh_from_db()
    assert follow_up.state == State.ASSIGNED


def test_in_order_received_whatever_the_list(world, client):
    made = [story.in_state(world, State.ASSIGNED, verbatim=f"Question {number}?") for number in range(3)]
    ended = [story.in_state(world, State.DECLINED, verbatim=f"Ended {number}?") for number in range(2)]
    client.force_login(world.msl1)
    page = text(client.get(f"{LIST}?view=unknown"))
    places = [page.index(f"Question {number}?") for number in range(3)]
    received = [FollowUp.objects.get(pk=one.pk).received_at for one in made]
    if len(set(received)) == 3:
        assert places == sorted(places)
    assert all(detail(one) not in page for one in ended)


QUERIES = {"list": 20, "home": 30, "interests": 18}


@pytest.mark.parametrize(
    ("who", "address", "key"),
    [("msl1", LIST, "list"), ("msl1", "/", "home"), ("msl_director1", f"{LIST}interests/", "interests")],
)
def test_one_row_and_thirty_cost_the_same(world, client, django_assert_num_queries, who, address, key):
    client.force_login(getattr(world, who))
    make = {
        "list": lambda: story.in_state(world, State.ASSIGNED),
        "home": lambda: story.in_state(world, State.ASSIGNED),
        "interests": lambda: story.proposed(world),
    }[key]
    make()
    client.get(address)
    with django_assert_num_queries(QUERIES[key]):
        client.get(address)
    for _number in range(29 if key != "interests" else 6):
        make()
    with django_assert_num_queries(QUERIES[key]):
        answer = client.get(address)
    assert ('rel="next"' in text(answer)) is (key == "list")
