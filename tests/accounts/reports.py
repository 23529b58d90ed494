"""Call reports made for tests."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.medical.drafts import DiscussionDraft, ReportDraft, RequestDraft
from accounts.medical.library.services import add_material
from accounts.medical.models import CallReport
from accounts.medical.services import submit_report
from tests.support.people import PASSWORD

LIST = "/accounts/medical/reports/"
NEW = f"{LIST}new/"
HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)
REQUEST = RequestDraft(
    asked_by_name="Dr. Elena Marchetti", verbatim="What is known in dialysis?", unprompted=True,
    information_provided="Response document 12, v3",
)  # fmt: skip


def earlier_today():
    """An hour ago; in the first hour of a day its beginning, since what counts is the day."""
    now = timezone.localtime()
    return max(now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0, microsecond=0))


def draft(world, **changes):
    """A whole report about one on-label topic."""
    values = {
        "hcp_ids": (world.north_hcp.pk,), "met_at": earlier_today(), "adverse_event": False,
        "discussions": (DiscussionDraft(topic_id=world.topic.pk, content_class="on_label"),),
    }  # fmt: skip
    return ReportDraft(**(values | changes))


def submitted(world, by=None, **changes):
    """A submitted report; call it within ``acting_as(by)``."""
    return submit_report(by=by or world.msl1, draft=draft(world, **changes), confirm=lambda: None)


def typed(world, **changes):
    """The form as a browser sends it."""
    met_at = earlier_today()
    values = {
        "client_key": str(uuid4()), "met_at": met_at.strftime("%Y-%m-%dT%H:%M"), "channel": "video",
        "adverse_event": "no", "summary": "Went through the design.", "duration_minutes": "20",
        "d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "0", "d-0-topic": str(world.topic.pk),
        "d-0-content_class": "on_label", "d-0-origin": "reactive", "d-0-notes": "Baseline data.",
        "d-0-asked_by_name": "Dr. Elena Marchetti", "c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0",
        "c-0-name": "", "c-0-side": "medical", "action": "submit", "password": PASSWORD,
    }  # fmt: skip
    return values | changes


def new(world):
    """The address of the form about the northern doctor."""
    return f"{NEW}?hcp={world.north_hcp.pk}"


def only():
    """The one report there is."""
    return CallReport.objects.get()


def material(world, **changes):
    """A version of the scientific library; call it within ``acting_as`` of somebody of medical."""
    today = timezone.localdate()
    values = {
        "code": f"SRD-{uuid4().hex[:6]}", "version": "1", "title": "Renal safety", "kind": "response",
        "topic": world.topic, "approved_on": today - 10 * DAY, "expires_on": today + 10 * DAY,
    } | changes  # fmt: skip
    return add_material(by=world.msl_director1, **values)
