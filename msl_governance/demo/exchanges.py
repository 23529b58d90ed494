"""A year of scientific exchanges, submitted by the same service as the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from accounts.medical import services
from accounts.medical.drafts import DiscussionDraft, ReportDraft, RequestDraft
from accounts.medical.models import CallReport, Discussion
from accounts.shared.models import Hcp
from msl_governance.firewall.database import acting_as

from . import words
from .cast import Cast

CHANNELS = ("face_to_face", "face_to_face", "video", "phone", "congress")
CLASSES = ("disease_state", "disease_state", "on_label", "on_label", "off_label", "heor", "safety")


def exchange(cast: Cast, rng: Random, where: str, days_ago: int) -> Iterator[datetime]:
    """One exchange with a doctor of ``north`` or ``south``, reported an hour or a day later."""
    _rep, msl = cast.team(where)
    hcp = cast.doctor(where, rng)
    met_at = cast.clock.back(days_ago, rng)
    yield min(met_at + timedelta(hours=rng.choice((1, 2, 20))), cast.clock.today)
    kind = rng.choice(list(words.QUESTIONS))
    submit(cast, rng, by=msl, hcp=hcp, kind=kind, content_class=rng.choice(CLASSES), met_at=met_at)


def kept_draft(cast: Cast, rng: Random, where: str) -> Iterator[datetime]:
    """A report that somebody has begun and not finished."""
    _rep, msl = cast.team(where)
    hcp = cast.doctor(where, rng)
    met_at = cast.clock.back(1, rng)
    yield met_at + timedelta(minutes=30)
    with acting_as(msl):
        draft = ReportDraft(hcp_ids=(hcp.pk,), met_at=met_at, channel="video")
        services.save_draft(
            by=msl, client_key=UUID(int=rng.getrandbits(128), version=4), draft=draft, typed={}
        )


def submit(
    cast: Cast, rng: Random, *, by, hcp: Hcp, kind: str, content_class: str, met_at: datetime
) -> CallReport:
    """Submit a report on one topic; content beyond the label carries its unsolicited request."""
    topic, *questions = words.QUESTIONS[kind]
    beyond = content_class in Discussion.NEEDS_REQUEST
    reactive = beyond or rng.random() < 0.6
    discussion = DiscussionDraft(
        topic_id=cast.topics[topic].pk,
        content_class=content_class,
        origin="reactive" if reactive else "proactive",
        notes=rng.choice(words.NOTES),
        request=_request(rng, hcp, rng.choice(questions)) if beyond else RequestDraft(),
    )
    draft = ReportDraft(
        hcp_ids=(hcp.pk,),
        met_at=met_at,
        channel=rng.choice(CHANNELS),
        duration_minutes=rng.choice((15, 20, 30, 45, 60)),
        setting=rng.choice(words.SETTINGS),
        summary=rng.choice(words.NOTES),
        adverse_event=False,
        discussions=(discussion,),
    )
    with acting_as(by):
        return services.submit_report(by=by, draft=draft, confirm=lambda: None)


def _request(rng: Random, hcp: Hcp, question: str) -> RequestDraft:
    return RequestDraft(
        asked_by_id=hcp.pk,
        asked_by_name=hcp.display_name,
        asked_by_address=hcp.place,
        verbatim=question,
        unprompted=True,
        information_provided=rng.choice(words.PROVIDED).format(rng.randint(10, 99)),
    )
