"""The story is the same each time it is told from nothing: what is random by design apart, row for row."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from accounts.shared.models import Hcp, Organisation, Product
from accounts.shared.npi import has_true_check_digit
from msl_governance.demo import story
from msl_governance.demo.clock import Clock
from msl_governance.people.models import Person

from .conftest import said

pytestmark = pytest.mark.django_db
# Ids, fingerprints of payloads that hold ids, and what is made of a secret of the server's.
RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")
# A hash with its salt, and the number that Django gave a permission.
SALTED = ("password", "permission")
NOT_TOLD = ("contenttypes", "auth", "sessions", "admin")


def rows() -> dict[str, Counter]:
    """Every table as a bag of its rows, written so that a row told twice is written alike."""
    names = {str(one.pk): one.username for one in Person.objects.all()}
    names |= {str(one.pk): one.npi for one in Hcp.objects.all()}
    names |= {str(one.pk): one.name for model in (Organisation, Product) for one in model.objects.all()}
    return {
        model._meta.label: Counter(_written(row, names) for row in model._base_manager.all().iterator())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_label not in NOT_TOLD
    }


def _written(row, names: dict[str, str]) -> tuple[str, ...]:
    """The columns of a row, with the name of whom or what an id stands for."""
    written = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, datetime):
            # The database's clock adds how long the telling took, which is no part of the story.
            value = timezone.localtime(value).date()
        if not field.primary_key and field.name not in SALTED:
            text = RANDOM.sub(lambda found: names.get(found[0], "some"), str(value))
            written.append(f"{field.name}: {text}")
    return tuple(written)


@pytest.fixture(scope="module")
def tellings(django_db_setup, django_db_blocker):
    """All rows after each of two tellings, each into empty tables, both at ten of the same evening.

    In the evening, because there UTC is a day ahead of the company: a story that mixed the two could not be told.
    """
    evening = timezone.make_aware(datetime.combine(date.today() - timedelta(days=1), time(22))).astimezone(
        UTC
    )

    def at_ten():
        clock = Clock()
        clock.today = clock.now = evening
        return clock

    found = []
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(story, "Clock", at_ten)
        for _turn in range(2):
            try:
                said()
                found.append((rows(), sorted(Hcp.objects.exclude(npi=None).values_list("npi", flat=True))))
            finally:
                call_command("flush", interactive=False, verbosity=0)
    return found


def test_the_same_story_stands_in_every_table(tellings):
    (first, _), (second, _) = tellings
    assert sum(bag.total() for bag in first.values()) > 3_000
    differing = {
        table: (
            list((first[table] - second[table]).items())[:2],
            list((second[table] - first[table]).items())[:2],
        )
        for table in first
        if first[table] != second[table]
    }
    assert differing == {}


def test_its_doctors_have_the_same_numbers_of_a_range_that_is_not_given_out(tellings):
    """A true check digit, and 29 before it: every number that NPPES has given so far begins with 1."""
    (_, first), (_, second) = tellings
    assert first == second
    assert len(first) == 60
    assert all(npi.startswith("29") and has_true_check_digit(npi) for npi in first)
