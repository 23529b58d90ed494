"""The next step stands first and is the primary one, by state; a plan that is odd is said and never refused; what
cannot be undone is asked first; one hand-off has one draft.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.medical.models import CallReport
from accounts.medical.selectors import begun_for
from accounts.shared.models import Holiday
from handoffs.clocks import Clock
from handoffs.medical import pages, rules, selectors
from handoffs.medical.actions import ACTIONS
from handoffs.medical.models import FollowUp
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.ui.templatetags.ui import icon_names
from tests.accounts.reports import typed

from . import story
from .test_logging import NEW
from .test_pages import LIST, detail, text

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def msl(world, client):
    client.force_login(world.msl1)
    return client


@pytest.mark.parametrize(
    ("state", "label", "others"),
    [
        (State.QUEUED, "Take this hand-off", ["Pass to a colleague"]),
        (State.ASSIGNED, "Accept", ["Decline", "Refer to medical information"]),
        (State.ACCEPTED, "Schedule", ["Log the exchange", "Classify anew", "Decline"]),
        (State.SCHEDULED, "Log the exchange", ["Change the plan", "Classify anew", "Pass to a colleague"]),
        (State.FOLLOWED_UP, "Return a general interest", ["Close this hand-off"]),
        (State.CLOSED, "Return a general interest", []),
    ],
)
def test_the_next_step_stands_first_and_is_the_only_primary_one(world, msl, state, label, others):
    body = msl.get(detail(story.in_state(world, state))).content.decode()
    record = body[body.index('id="record"') : body.index("</main>")]
    without_dialogs = re.sub(r"<dialog.*?</dialog>", "", record, flags=re.DOTALL)
    (primary,) = re.findall(r'class="btn fw-btn"[^>]*>(.*?)</(?:a|button)>', without_dialogs, re.DOTALL)
    assert label in primary
    assert record.index('id="next-h"') < record.index('id="progress-h"') < record.index('id="received-h"')
    for other in others:
        assert other in record[record.index('id="offers-h"') :]


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.name)
def test_the_icon_of_a_step_is_one_that_the_sprite_holds(action):
    assert action.icon in icon_names()


def test_the_account_is_one_press_away(world, msl):
    follow_up = story.in_state(world, State.ASSIGNED)
    address = f"/accounts/medical/{follow_up.hcp_id}/"
    assert f'href="{address}"' in text(msl.get(detail(follow_up)))
    assert msl.get(address).status_code == 200


def test_after_the_interest_closing_is_next(world, msl):
    interest = story.proposed(world)
    body = text(msl.get(detail(interest.follow_up)))
    assert "Next step: Close this hand-off" in re.sub(r"\s+", " ", body)


def test_where_nothing_leads_on_there_is_no_next_step(world, client):
    from .test_steps import colleague_in_north

    follow_up = story.in_state(world, State.ACCEPTED)
    client.force_login(colleague_in_north(world))
    body = client.get(detail(follow_up)).content.decode()
    assert 'id="next-h"' not in body
    assert "Pass to a colleague" in body


@pytest.mark.parametrize(("state", "step"), [(State.FOLLOWED_UP, "close"), (State.ACCEPTED, "withdraw")])
def test_an_end_is_asked_in_a_dialog(world, msl, state, step):
    body = msl.get(detail(story.in_state(world, state))).content.decode()
    assert f'data-open="ask-{step}"' in body
    dialog = body[body.index(f'<dialog class="fw-dialog" id="ask-{step}"') :].split("</dialog>")[0]
    assert f'form="step-{step}"' in dialog
    assert "cannot be opened again" in dialog


def test_a_release_is_asked_in_a_dialog_that_shows_what_crosses(world, client):
    interest = story.proposed(world)
    client.force_login(world.msl_director1)
    body = client.get(f"{LIST}interests/").content.decode()
    dialog = body[body.index(f'id="ask-{interest.pk}"') :].split("</dialog>")[0]
    assert story.CLEAN in dialog
    assert f'form="release-{interest.pk}"' in dialog


def test_the_swapped_record_says_where_focus_lands(world, msl):
    follow_up = story.in_state(world, State.ASSIGNED)
    answer = msl.post(f"{detail(follow_up)}accept/", {"classification": "heor"}, HTTP_HX_REQUEST="true")
    assert '<h1 tabindex="-1" data-land>' in answer.content.decode()


def moment(*parts):
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (moment(2026, 11, 17, 10), []),
        (moment(2026, 11, 17, 6, 59), ["unusual hour (06:59)"]),
        (moment(2026, 11, 17, 7), []),
        (moment(2026, 11, 17, 20), ["unusual hour (20:00)"]),
        (moment(2026, 11, 21, 10), ["after the first contact is due", "a day off (Saturday 21 November)"]),
        (moment(2026, 11, 26, 10), ["after the first contact is due", "a day off (Thursday 26 November)"]),
        (moment(2026, 11, 19, 10), ["after the first contact is due (Wed 18 Nov, 10:00)"]),
    ],
)
def test_what_is_odd_about_a_plan(when, says):
    received = moment(2026, 11, 16, 10)
    follow_up = FollowUp(received_at=received, state=State.SCHEDULED, accepted_at=received)
    holidays = {datetime(2026, 11, 26).date()}
    deadline = rules.deadline_of(follow_up, holidays, received)
    assert deadline.clock is Clock.FIRST_CONTACT
    with timezone.override(ZONE):
        found = rules.doubts_about(when, deadline, holidays)
    assert len(found) == len(says)
    for sentence, words in zip(found, says, strict=True):
        assert words in sentence


def test_once_there_was_contact_no_plan_is_late():
    assert rules.doubts_about(moment(2026, 11, 17, 10), None, set()) == []


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_late_plan_is_taken_and_said(world, msl, htmx):
    follow_up = story.in_state(world, State.ACCEPTED)
    late = (timezone.localtime() + timedelta(days=30)).replace(hour=10, minute=0)
    Holiday.objects.create(date=late.date(), country="US", name="A day off")
    answer = msl.post(
        f"{detail(follow_up)}schedule/",
        {"when": late.strftime("%Y-%m-%dT%H:%M"), "minutes": "30", "channel": "video"},
        follow=True,
        headers=htmx,
    )
    body, later = text(answer), text(msl.get(detail(follow_up)))
    follow_up.refresh_from_db()
    assert follow_up.state == State.SCHEDULED
    assert "Scheduled." in body
    for words in ("after the first contact is due", "a day off"):
        assert (body.count(words), later.count(words)) == (1, 1)
    assert "is due by" in body
    assert selectors.doubts_about_plan(story.in_state(world, State.ACCEPTED)) == []


def begin(msl, follow_up):
    return msl.get(f"{NEW}?hcp={follow_up.hcp_id}&follow_up={follow_up.pk}")


def keep(world, msl, follow_up, key, **changes):
    values = typed(world, follow_up=str(follow_up.pk), client_key=str(key), action="autosave", **changes)
    return msl.post(f"{NEW}?hcp={follow_up.hcp_id}", values, HTTP_HX_REQUEST="true")


def test_logging_twice_opens_the_draft_that_was_begun(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED)
    first, second = begin(msl, follow_up), begin(msl, follow_up)
    keys = {str(page.context["parts"].report["client_key"].value()) for page in (first, second)}
    assert len(keys) == 1, "two windows opened before anything was typed write one draft"
    for _window in range(2):
        assert keep(world, msl, follow_up, next(iter(keys))).status_code == 200
    draft = CallReport.objects.get()
    again = begin(msl, follow_up)
    assert (again.status_code, again["Location"]) == (302, f"/accounts/medical/reports/{draft.pk}/edit/")
    assert "Go on with the draft of the exchange" in text(msl.get(detail(follow_up)))


def test_a_draft_is_ones_own_and_of_one_hand_off(world, msl):
    follow_up, other = story.in_state(world, State.ACCEPTED), story.in_state(world, State.ACCEPTED)
    with acting_as(world.msl1):
        key, _none = begun_for(world.msl1, follow_up.pk)
        assert begun_for(world.msl1, follow_up.pk)[0] == key
        assert begun_for(world.msl1, other.pk)[0] != key
    with acting_as(world.msl2):
        assert begun_for(world.msl2, follow_up.pk)[0] != key
    keep(world, msl, follow_up, key)
    assert begin(msl, other).status_code == 200


def test_a_report_that_was_sent_and_not_linked_does_not_stand_in_the_way(world, msl):
    follow_up = story.in_state(world, State.ACCEPTED)
    with acting_as(world.msl1):
        key, _none = begun_for(world.msl1, follow_up.pk)
    sent = story.report(world, world.msl1, state="draft")
    CallReport.objects.filter(pk=sent.pk).update(
        client_key=key, state="submitted", submitted_at=timezone.now()
    )
    page = begin(msl, follow_up)
    assert page.status_code == 200
    assert str(page.context["parts"].report["client_key"].value()) != str(key)


def test_without_a_hand_off_each_form_is_its_own(world, msl):
    keys = {
        str(msl.get(f"{NEW}?hcp={world.north_hcp.pk}").context["parts"].report["client_key"].value())
        for _window in range(2)
    }
    assert len(keys) == 2


def test_home_counts_what_waits_what_is_open_and_what_is_late(world, msl):
    story.in_state(world, State.ASSIGNED)
    story.in_state(world, State.ACCEPTED)
    story.in_state(world, State.CLOSED)
    body = re.sub(r"\s+", " ", text(msl.get("/")))
    assert "1 hand-off waits for your review. 2 are open with you." in body
    assert "Soonest due first" in body
    assert "0 overdue" not in body
    assert pages.lead(1, 2, 1).endswith("2 are open with you, 1 overdue.")


def test_the_directors_home_counts_what_waits_for_a_decision(world, client):
    client.force_login(world.msl_director1)
    body = text(client.get("/"))
    assert "No interest waits for your decision. No hand-off of your team is overdue." in body
    story.proposed(world)
    assert "1 interest waits for your decision." in text(client.get("/"))


def test_the_soonest_due_stands_first(world, monkeypatch):
    """First contact of the older one is due after the newer one is to be accepted."""
    older, newer = story.in_state(world, State.ACCEPTED), story.in_state(world, State.ASSIGNED)
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr("handoffs.medical.selectors.timezone.now", lambda: later)
    with acting_as(world.msl1):
        rows = selectors.pressing(world.msl1, mine=True)
    assert [row.pk for row in rows] == [newer.pk, older.pk]
