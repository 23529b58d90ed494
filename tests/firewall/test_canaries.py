"""T9: words that one side alone knows, looked for wherever the other, the machine room or a mail could show them."""

import io
import logging
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import path

from accounts.commercial.models import RepObjective
from accounts.medical.models import CallReport
from msl_governance.firewall.access import SIGNED_IN, access
from msl_governance.firewall.proof.values import CANARY
from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import TaskFailed, side_task

SECRET = CANARY["MEDICAL"]


BREAK = {
    "msl1": (
        "MEDICAL",
        lambda words: CallReport.objects.create(author_id=uuid4(), met_at=words, channel="video"),
    ),
    "rep1": ("COMMERCIAL", lambda words: RepObjective.objects.create(author_id=uuid4(), period_end=words)),
}


@access(SIGNED_IN)
def crashing(request):
    """Breaks with a record's text in its local variables and in the error."""
    side, by_database = BREAK[request.user.username]
    words = f"{CANARY[side]} in a local variable"
    if request.GET.get("by") == "database":
        by_database(words)
    raise ValueError(words)


urlpatterns = [path("crash/", crashing)]
handler404 = "msl_governance.firewall.views.neutral_404"
handler500 = "msl_governance.firewall.views.error_500"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("who", BREAK)
@pytest.mark.parametrize("by", ["code", "database"])
def test_error_page_log_and_mail_carry_no_text(world, by, who):
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world, who))
    console, written = logging.getLogger("django").handlers[0], io.StringIO()
    stream = console.setStream(written)
    try:
        with override_settings(DEBUG=False):
            answer = client.get("/crash/", {"by": by})
    finally:
        console.setStream(stream)
    assert answer.status_code == 500
    for word in CANARY.values():
        assert word.encode() not in answer.content
        assert word not in written.getvalue()
    assert "Error" in written.getvalue()
    assert mail.outbox == []


def test_the_log_filter_keeps_the_kind_and_drops_the_words(caplog):
    from msl_governance.firewall.logs import NoRecordText

    try:
        raise ValueError(SECRET)
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "broke %s", (SECRET,), (ValueError, error, None)
        )
    assert NoRecordText().filter(record)
    assert SECRET not in record.getMessage()
    assert "ValueError" in record.getMessage()


@side_task(Side.MEDICAL)
def failing(key):
    """A task that breaks over a record's text."""
    raise ValueError(SECRET)


class TestBroker:
    """What a message and a result may hold: ids and the class of an error."""

    def test_a_task_takes_ids_alone(self):
        for argument in ("x" * 41, {"text": SECRET}, 7):
            with pytest.raises(TypeError, match="ids alone"):
                failing.run(argument)

    def test_a_failed_task_says_the_class_of_the_error_alone(self, db):
        with pytest.raises(TaskFailed) as caught:
            failing.run("0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab")
        assert str(caught.value) == "ValueError"
        assert caught.value.__cause__ is None

    def test_no_results_no_events_json_alone(self):
        from msl_governance.settings import celery

        assert celery.task_ignore_result
        assert not celery.task_store_errors_even_if_ignored
        assert not celery.worker_send_task_events
        assert not celery.worker_enable_remote_control
        assert celery.accept_content == ["json"]

    def test_every_task_of_ours_runs_by_the_clock_and_no_other(self):
        """That no entry carries an argument is shown where beat is started for each side (tests/settings)."""
        from msl_governance.celery import app
        from msl_governance.settings import celery

        names = {name for side in celery.EVERY.values() for name in side}
        app.loader.import_default_modules()
        assert names == {name for name in app.tasks if not name.startswith(("celery.", "tests."))}


def test_canaries_stay_out_of_sessions_and_messages(client, world):
    from msl_governance.people.models import Session

    report = CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at="2026-03-01T10:00Z", channel="video",
        summary=f"{SECRET} summary",
    )  # fmt: skip
    client.force_login(world.msl1)
    client.get(f"/accounts/medical/reports/{report.pk}/")
    client.get("/accounts/medical/reports/")
    for session in Session.objects.all():
        assert SECRET not in str(session.get_decoded())
    assert SECRET not in str(client.cookies)
