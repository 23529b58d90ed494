"""Step five: the general nature of a scientific interest, back to commercial. Never what an HCP will prescribe."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from handoffs.door import INTEREST
from handoffs.protocol import INTEREST_RETURN, NotNow, Transition
from msl_governance.firewall import refusals
from msl_governance.firewall.doors import cross
from msl_governance.firewall.screening import as_refusal, is_stopped, screen, seen
from msl_governance.notifications.models import Notice
from msl_governance.notifications.services import notify_medical

from . import selectors
from .models import FollowUp, InterestReturn
from .moves import basis, locked, what_changes, write_step
from .rules import TAKEN_BACK, check_step, is_one_sentence

PLACE: Final = "interest"


class Held(Exception):
    """The ``sentence`` says more than may cross. ``findings`` say what; nothing was saved."""

    def __init__(self, sentence, findings):
        super().__init__(self.says())
        self.sentence = sentence
        self.findings = findings

    def says(self) -> str:
        """What to do."""
        return _("This sentence says more than may cross. Take out what is marked.")


class NotOneSentence(Held):
    """Nothing in it is forbidden, but one sentence may cross and this is more."""

    def says(self) -> str:
        """What to do."""
        return _("One sentence may cross, and this is more than one. Keep the one that names the interest.")


def screen_interest(sentence: str) -> list:
    """What in the sentence may not cross; a reading, nothing is noted."""
    return screen(sentence, PLACE)


def note_shown(*, sentence: str, matter: str, by) -> None:
    """Note for compliance that the person was shown a stop while typing the interest of the hand-off ``matter``."""
    refusals.note_shown_while_typing(PLACE, sentence, person=by, matter=matter)


@transaction.atomic
def propose_interest(*, follow_up: FollowUp, topic, sentence: str, by) -> InterestReturn:
    """Propose an interest, after the exchange: a topic of the list and one screened sentence.

    Waits for a director, or is released at once where the setting ``interest_needs_release`` is off. Raises
    ``Held`` with the findings (and notes a refusal for compliance) where screening stops the sentence.
    """
    mine = locked(follow_up.pk, by)
    known = InterestReturn.objects.select_for_update().filter(follow_up=mine).first()
    step = check_step("propose_interest", mine, known, by=by)
    _refuse_if_taken_back(mine)
    # First of all: what is judged is what crosses.
    sentence = seen(sentence).strip()
    _refuse_what_may_not_cross(sentence)
    if not is_one_sentence(sentence):
        raise NotOneSentence(sentence, [])
    interest = known or InterestReturn(follow_up=mine)
    interest.topic, interest.sentence, interest.proposed_by_id = topic, sentence, by.pk
    interest.decided_by_id = interest.decided_at = None
    interest.reason = ""
    _lead_on(interest, step)
    row = write_step(mine, step, by=by)
    if settings.THRESHOLD["interest_needs_release"]:
        _tell_directors(mine, row)
    else:
        _release(interest, INTEREST_RETURN["release_interest"], by=by)
    return interest


@transaction.atomic
def release_interest(*, interest: InterestReturn, by) -> None:
    """Release a proposed interest to commercial; an MSL director's step. It expires after a setting of days."""
    mine, step = _locked(interest, "release_interest", by)
    _refuse_if_taken_back(mine.follow_up)
    _refuse_what_may_not_cross(mine.sentence)
    _release(mine, step, by=by)
    write_step(mine.follow_up, step, by=by)


@transaction.atomic
def hold_interest(*, interest: InterestReturn, reason: str, by) -> None:
    """Hold a proposed interest back, with a reason for the MSL. Nothing crosses."""
    mine, step = _locked(interest, "hold_interest", by, reason)
    mine.decided_by_id, mine.reason = by.pk, reason.strip()
    _lead_on(mine, step)
    write_step(mine.follow_up, step, by=by, reason=reason)


def expire_interests() -> int:
    """Mark released interests as expired once their day is over; how many. Run by the task of medical."""
    step = INTEREST_RETURN["expire_interest"]
    over = InterestReturn.objects.filter(state__in=step.origins, expires_on__lt=timezone.localdate())
    return over.update(**what_changes(step))


def _locked(interest: InterestReturn, name: str, by, reason: str = "") -> tuple[InterestReturn, Transition]:
    # First the hand-off, then the interest, as proposing does: it may be escalated at the same moment.
    follow_up = locked(interest.follow_up_id, by)
    mine = InterestReturn.objects.visible_to(by).select_for_update(of=("self",)).get(pk=interest.pk)
    return mine, check_step(name, follow_up, mine, by=by, reason=reason)


def _lead_on(interest: InterestReturn, step: Transition) -> None:
    for field, value in what_changes(step).items():
        setattr(interest, field, value)
    interest.save()


def _release(interest: InterestReturn, step: Transition, *, by) -> None:
    """Decide and cross in one. The far side learns topic, sentence and last day, and nothing of the answer.

    The last day is counted in the product's time zone: in the releasing person's it would tell how late it is there.
    """
    days = timedelta(days=settings.THRESHOLD["interest_expiry_days"])
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    interest.decided_by_id, interest.expires_on = by.pk, today + days
    _lead_on(interest, step)
    cross(INTEREST, source_id=interest.pk, by=by, basis=basis(step))


def _refuse_if_taken_back(follow_up: FollowUp) -> None:
    """Of a question that the representative has withdrawn nothing is told: not that somebody answered it either."""
    if selectors.is_taken_back(follow_up):
        raise NotNow(str(TAKEN_BACK))


def _refuse_what_may_not_cross(sentence: str) -> None:
    if not sentence.strip():
        raise NotNow(_("Say the interest in one sentence."))
    findings = screen_interest(sentence)
    if is_stopped(findings):
        refusals.note("screening", PLACE, detail=as_refusal(findings), text=sentence)
        raise Held(sentence, findings)


def _tell_directors(follow_up: FollowUp, step) -> None:
    for person_id in selectors.directors_of(follow_up):
        notify_medical(
            person_id=person_id,
            kind=Notice.Kind.INTEREST_TO_RELEASE,
            url=f"{reverse('handoffs_medical:interests')}#r-{follow_up.pk}",
            unique_for=f"interest:{step.pk}:{person_id}",
        )
