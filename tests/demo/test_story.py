"""The story is whole, true to the rules of the house, and told once."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.commercial.models import (
    CallCorrection,
    CommercialProposal,
    Decile,
    DetailCall,
    DetailedContent,
    Prescribing,
    PromotionalContent,
    RepObjective,
)
from accounts.medical.models import CallReport, CoTravelNote, MedicalProposal, PlannedVisit
from accounts.shared.models import Hcp, Holiday, Organisation, ScientificTopic
from accounts.shared.npi import has_true_check_digit
from handoffs.commercial.models import AdverseEvent, Inquiry, InquiryStep
from handoffs.medical.models import FollowUp, FollowUpStep, InterestReturn, MedicalAdverseEvent
from handoffs.protocol import FollowUpState, InquiryState
from msl_governance.demo import people, words
from msl_governance.demo.clock import Clock, chance, perform
from msl_governance.demo.holidays import federal_holidays
from msl_governance.firewall.models import Passage, Refusal
from msl_governance.firewall.screening import is_stopped, screen
from msl_governance.notifications.models import CommercialNotice, MedicalNotice
from msl_governance.people.models import Person
from tests.support.people import FIELD, PASSWORD

from .conftest import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(told, db):
    """All tables, as the owner sees them; what a test changes is rolled back."""


def counts():
    """Rows of every table of the product, history and all."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label not in ("contenttypes", "auth")
    }


def states(model):
    """State to number of rows."""
    return Counter(model.objects.values_list("state", flat=True))


def test_the_personas_are_those_of_the_contract(owner):
    found = {person.username: (person.role, person.full_name) for person in Person.objects.all()}
    assert found == FIELD
    assert all(person.check_password(PASSWORD) for person in Person.objects.all())
    assert {person.attested_on for person in Person.objects.all()} == {date.today()}
    assert all(one.manager.side == one.side for one in Person.objects.exclude(manager=None))


def test_sixty_doctors_at_eight_places_with_numbers_that_nobody_has(owner):
    doctors = list(Hcp.objects.exclude(npi=None).prefetch_related("affiliations"))
    assert len(doctors) == 60
    assert Organisation.objects.exclude(npi=None).count() == 8
    assert all(has_true_check_digit(one.npi) and one.npi.startswith("29") for one in doctors)
    assert all(one.email.endswith(".example") and one.phone.startswith("+1 555 01") for one in doctors)
    assert all(one.affiliations.all() for one in doctors)
    assert len({one.last_name for one in doctors}) == 60
    assert ScientificTopic.objects.count() == 12


def test_the_directory_has_what_a_steward_cares_for(owner):
    assert Hcp.objects.filter(npi=None).count() == 3
    assert Hcp.objects.exclude(merged_into=None).count() == 1
    assert Hcp.objects.exclude(deactivated_on=None).count() == 1
    committee = Organisation.objects.get(kind="committee")
    seats = Counter(committee.affiliations.values_list("seat", flat=True))
    assert (seats["chair"], committee.parent.kind) == (1, "health_system")
    assert seats["member"] > 2
    for model, standing in ((MedicalProposal, "standing"), (CommercialProposal, "standing")):
        assert sorted(model.objects.values_list(f"{standing}__answer", flat=True), key=str) == [None, "made"]


def test_every_state_is_there(owner):
    assert set(states(FollowUp)) == set(FollowUpState.values)
    assert set(states(Inquiry)) == set(InquiryState.values)
    assert set(states(InterestReturn)) == set(InterestReturn.State.values)
    assert set(states(CallReport)) == set(CallReport.State.values)
    assert 55 <= Inquiry.objects.count() <= 65
    assert CallReport.objects.count() >= 150
    for model in (AdverseEvent, MedicalAdverseEvent):
        assert {bool(event.forwarded_at) for event in model.objects.all()} == {True, False}
    assert set(Passage.objects.values_list("crossing", flat=True)) == {
        "inquiry",
        "withdrawal",
        "standing",
        "interest",
        "influence",
        "importance",
        "medical_addition",
        "hcp_change",
        "medical_answer",
        "commercial_answer",
    }
    assert {"screening", "wall"} <= set(Refusal.objects.values_list("kind", flat=True))
    assert set(Refusal.objects.filter(kind="screening").values_list("place", flat=True)) == {
        "inquiry",
        "interest",
    }


def test_visits_lie_ahead_and_a_note_is_between_two(owner):
    visits = list(PlannedVisit.objects.all())
    assert len(visits) == 6
    assert all(one.starts_at > timezone.now() and one.is_open for one in visits)
    assert {one.author_id for one in CoTravelNote.objects.all()} == {
        Person.objects.get(username="msl_director1").pk
    }
    assert CoTravelNote.objects.count() == 2


def test_commercial_has_worked_all_year_on_approved_content(owner):
    today = timezone.localdate()
    standings = Counter(piece.standing_on(today) for piece in PromotionalContent.objects.all())
    assert standings == {"usable": 4, "expired": 1, "withdrawn": 1}
    assert set(states(RepObjective)) == set(RepObjective.State.values)
    assert all(one.aim == one.content.key_message for one in RepObjective.objects.select_related("content"))
    assert DetailCall.objects.count() == 140
    authors = set(DetailCall.objects.values_list("author_id", flat=True))
    assert {person.role for person in Person.objects.filter(pk__in=authors)} == {"rep"}
    for row in DetailedContent.objects.select_related("call", "content"):
        day = timezone.localtime(row.call.called_at).date()
        assert row.content.approved_on <= day <= row.content.expires_on, row.content
    assert DetailCall.objects.filter(objective=None).exists()
    assert RepObjective.objects.filter(state="open", calls__isnull=False).exists()
    assert CallCorrection.objects.count() == 2
    assert set(Decile.objects.filter(product="Corvanta").values_list("decile", flat=True)) == set(
        range(1, 11)
    )
    assert set(Decile.objects.values_list("product", flat=True)) == {"Corvanta", "Zelmira"}
    assert Prescribing.objects.filter(scripts=None).exists()


def test_it_is_a_year_and_none_of_it_lies_ahead(owner):
    now = datetime.now(UTC)
    for model, column in (
        (Passage, "at"), (Refusal, "at"), (FollowUp, "received_at"), (FollowUpStep, "at"), (InquiryStep, "at"),
        (Inquiry, "created_at"), (DetailCall, "logged_at"), (PromotionalContent, "added_at"),
        (MedicalNotice, "made_at"), (FollowUp.history.model, "history_date"),
    ):  # fmt: skip
        moments = sorted(model.objects.values_list(column, flat=True))
        assert moments[0] < now - timedelta(days=100), model
        assert moments[-1] <= now, model


def test_what_the_database_stamped_agrees_with_what_was_told(owner):
    for follow_up in FollowUp.objects.prefetch_related("steps"):
        moments = [step.at for step in follow_up.steps.all()]
        assert all(at >= follow_up.received_at for at in moments)
        if follow_up.assigned_at and follow_up.state == FollowUpState.ASSIGNED:
            assert abs(moments[-1] - follow_up.assigned_at) < timedelta(minutes=1)
    for inquiry in Inquiry.objects.exclude(submitted_at=None):
        assert abs(inquiry.submitted_at - inquiry.created_at) < timedelta(days=1)
    for event in [*AdverseEvent.objects.all(), *MedicalAdverseEvent.objects.all()]:
        assert event.due_at - event.aware_at == timedelta(hours=24)


def test_the_triggers_stand_again(owner):
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_trigger where tgenabled = 'D' and not tgisinternal")
        assert cursor.fetchone()[0] == 0


def test_no_year_of_mail_waits(owner):
    told_before = datetime.now(UTC) - timedelta(hours=2)
    for model in (MedicalNotice, CommercialNotice):
        assert not model.objects.filter(mailed_at=None, made_at__lt=told_before).exists()
        assert model.objects.filter(read_at=None).exists()


def test_telling_it_twice_changes_nothing(owner):
    before = counts()
    assert "already" in said()
    assert counts() == before


def test_an_interrupted_telling_is_said(owner):
    Person.objects.filter(username=people.LAST).update(username="somebody")
    with pytest.raises(CommandError, match="interrupted"):
        call_command("demo")


@override_settings(THRESHOLD_DEMO=False)
def test_it_is_refused_outside_development():
    with pytest.raises(CommandError, match="development settings alone"):
        call_command("demo")


def test_what_is_sent_may_cross_and_what_is_tried_may_not():
    for _topic, *questions in words.QUESTIONS.values():
        assert [one for one in questions if is_stopped(screen(one, "inquiry"))] == []
    assert [one for one in words.INTERESTS.values() if is_stopped(screen(one, "interest"))] == []
    assert [one for one in words.OFFENDING if not is_stopped(screen(one, "inquiry"))] == []
    assert [one for one in words.OFFENDING_INTERESTS if not is_stopped(screen(one, "interest"))] == []
    assert {topic for topic, *_questions in words.QUESTIONS.values()} <= set(words.INTERESTS)
    assert set(words.INTERESTS) == {name for name, _area in words.TOPICS}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 7, 3), "Independence Day"),  # a Saturday, observed on Friday
        (date(2027, 7, 5), "Independence Day"),  # a Sunday, observed on Monday
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2026, 1, 19), "Birthday of Martin Luther King, Jr."),
        (date(2026, 9, 7), "Labor Day"),
    ],
)
def test_federal_holidays(day, name):
    assert federal_holidays(day.year)[day] == name


def test_eleven_holidays_a_year(owner):
    this_year = date.today().year
    assert len(federal_holidays(this_year)) == 11
    years = Counter(holiday.date.year for holiday in Holiday.objects.all())
    assert years[this_year] >= 10
    assert years[this_year + 1] >= 10


class TestClock:
    """Moments without a database."""

    @pytest.fixture
    def clock(self, monkeypatch):
        """One that writes nothing down."""
        clock = Clock()
        monkeypatch.setattr(clock, "travel", lambda moment: setattr(clock, "now", moment))
        return clock

    def test_tales_are_told_in_the_order_of_time(self, clock):
        heard = []

        def tale(name, *hours):
            for hour in hours:
                yield clock.today - timedelta(hours=hour)
                heard.append((name, hour))

        assert perform(clock, [tale("a", 9, 2), tale("b", 5, 1)]) == 4
        assert heard == [("a", 9), ("b", 5), ("a", 2), ("b", 1)]

    def test_no_moment_lies_ahead_or_off_work(self, clock):
        for days in range(200):
            moment = clock.back(days, chance(f"{days}")).astimezone(clock.zone)
            assert moment < clock.today
            assert moment.weekday() < 5
            clock.now = moment.astimezone(UTC)
            assert clock.now < clock.later(2, Random(days)) <= clock.today
            assert clock.soon(days=400) == clock.today

    def test_a_chance_repeats_itself(self):
        assert chance("one").random() == chance("one").random() != chance("two").random()

    def test_it_refuses_what_has_not_been(self):
        clock = Clock()
        with pytest.raises(ValueError, match="has been"):
            clock.travel(clock.today + timedelta(seconds=1))
