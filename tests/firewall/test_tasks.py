"""A task has a side, takes ids alone, and stands in the history under its name."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.medical.models import CallReport
from handoffs.commercial.models import Inquiry
from msl_governance.celery import app
from msl_governance.firewall import database
from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import TaskFailed, side_task

SEEN = []


@side_task(Side.MEDICAL)
def look(*ids):
    """Keeps who acts, and what it was given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, current_setting('threshold.person'), current_setting('threshold.reason')"
        )
        SEEN.append((*cursor.fetchone(), ids))


@side_task(Side.COMMERCIAL)
def peek():
    """Reads what is not its side's."""
    list(CallReport.objects.all())


@side_task(Side.MEDICAL)
def write(key):
    """Writes a report and breaks."""
    CallReport.objects.create(author_id=key, met_at="2026-03-01T10:00Z", channel="video")
    raise LookupError("the words of a record")


@pytest.fixture(autouse=True)
def nothing_seen():
    SEEN.clear()


def test_it_runs_as_its_side_and_as_nobody(db):
    key = str(uuid4())
    look(key)
    assert [("threshold_medical", "", "task look", (key,))] == SEEN
    assert database.current_login() == "owner"


def test_it_may_be_called_without_ids(db):
    look()
    assert SEEN[0][3] == ()


def test_a_task_reads_its_own_side_alone(world):
    with pytest.raises(TaskFailed, match=r"^ProgrammingError$"):
        peek()


def test_a_task_that_breaks_keeps_nothing_and_says_nothing(world):
    with pytest.raises(TaskFailed) as caught:
        write(str(world.msl1.pk))
    assert (str(caught.value), caught.value.__cause__, caught.value.__context__) == (
        "LookupError",
        None,
        None,
    )
    assert CallReport.objects.count() == 0


@pytest.mark.parametrize(
    "given",
    [
        ("x" * 36,),
        ("Dr. Elena Marchetti",),
        (7,),
        (None,),
        (uuid4(),),
        (str(uuid4()), {"text": "of a record"}),
    ],
)
def test_anything_but_ids_is_refused_before_the_side_is_entered(given):
    with pytest.raises(TypeError, match="ids alone"):
        look(*given)
    assert SEEN == []


def test_it_is_known_by_its_module_and_keeps_no_result():
    found = app.tasks["tests.firewall.test_tasks.look"]
    assert found.ignore_result
    assert found.run.__doc__.startswith("Keeps who acts")


def test_after_the_commit_the_same_side_and_person_act(world, django_capture_on_commit_callbacks):
    """Django's own hook would run as nobody; ours enters the side again."""
    seen = []
    with django_capture_on_commit_callbacks(execute=True):
        with database.acting_as(world.rep1, reason="submitting"):
            database.on_commit(
                lambda: seen.append(
                    (database.current_login(), database.current_person_id(), Inquiry.objects.count())
                )
            )
        assert seen == []
    assert seen == [("commercial", str(world.rep1.pk), 0)]
    assert database.current_login() == "owner"


def test_outside_a_transaction_nobody_is_introduced(monkeypatch):
    # The wrapper itself: through the proxy the attribute would be gone after the test.
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    assert database.current_person_id() == ""
