"""The steps as the page offers them: name, words, form and service. One table, so that no view knows a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handoffs.protocol import FollowUpState as State
from handoffs.protocol import NotNow
from handoffs.shown import above_the_record, as_items
from msl_governance.firewall.doors import DoorClosed

from . import forms, rules, selectors, services
from .models import FollowUp


@dataclass(frozen=True)
class Action:
    """One step on the page. ``main`` ones lead on, the others lead away or back. ``asks`` is what is asked in a dialog
    before a step that cannot be undone.
    """

    name: str
    label: str | Promise
    done: str | Promise
    icon: str
    form: type[forms.StepForm]
    service: Callable
    main: bool = True
    asks: str | Promise = ""


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("take", _("Take this hand-off"), _("You have this hand-off now."), "user-check",
               forms.StepForm, services.take),
        Action("accept", _("Accept"), _("Accepted. Commercial reads “With Medical”, nothing more."), "check",
               forms.AcceptForm, services.accept),
        Action("schedule", _("Schedule"), _("Scheduled."), "calendar-plus",
               forms.ScheduleForm, services.schedule),
        Action("follow_up", _("Link the exchange"), _("The exchange is linked, on the medical side alone."), "link",
               forms.FollowUpForm, services.record_follow_up),
        Action("propose_interest", _("Return a general interest"), _("The interest is on its way."), "door-exit",
               forms.InterestForm, services.propose_interest),
        Action("close", _("Close this hand-off"), _("Closed. Commercial reads “Closed”, nothing more."),
               "circle-check", forms.StepForm, services.close,
               asks=_("The hand-off ends here. Commercial reads “Closed”, nothing more. It cannot be opened again.")),
        Action("classify", _("Classify anew"), _("Classified."), "tag",
               forms.AcceptForm, services.classify, False),
        Action("reassign", _("Pass to a colleague"), _("Passed on."), "users",
               forms.ReassignForm, services.reassign, False),
        Action("refer", _("Refer to medical information"), _("Referred. Commercial reads “Closed”."), "books",
               forms.ReasonForm, services.refer, False),
        Action("decline", _("Decline"), _("Declined. Commercial reads “Closed”."), "circle-x",
               forms.ReasonForm, services.decline, False),
        Action("escalate", _("Escalate to compliance"),
               _("Escalated. Compliance is told; Commercial reads “Closed”, as after every end."), "flag",
               forms.EscalateForm, services.escalate, False),
        Action("withdraw", _("The HCP withdrew the question"), _("Withdrawn. Commercial reads “Closed”."),
               "arrow-back-up", forms.StepForm, services.withdraw, False,
               _("Only when the HCP takes the question back. The hand-off ends here and cannot be opened again.")),
    )
}  # fmt: skip


# The step that leads on from a state, where it is not simply the first of the table.
NEXT: dict[str, str] = {State.SCHEDULED: "follow_up"}


def names_open_to(follow_up: FollowUp, interest, person) -> list[str]:
    """Names of the steps this person is offered now, the next one first."""
    steps = rules.steps_open_to(follow_up, interest, person)
    if selectors.is_taken_back(follow_up):
        steps -= {"propose_interest"}
    return sorted((name for name in ACTIONS if name in steps), key=lambda name: _place(follow_up, name))


def _place(follow_up: FollowUp, name: str) -> int:
    """First the step that is next in this state; the others as the table has them."""
    next_one = NEXT.get(follow_up.state)
    return -1 if name == next_one else list(ACTIONS).index(name)


def form_for(name: str, follow_up: FollowUp, person, data=None) -> forms.StepForm:
    """The form of a step. Raises ``Http404`` for a step that is not on the page."""
    if name not in ACTIONS:
        raise Http404
    return ACTIONS[name].form(data, follow_up=follow_up, person=person, step=name)


def tried(name: str, follow_up: FollowUp, person, data) -> forms.StepForm:
    """The form of a step that somebody sent, already refused where the page offers them no such step, whatever else
    is wrong with it. Raises ``Http404`` for a step that is on nobody's page.
    """
    form = form_for(name, follow_up, person, data)
    return refused_if_not_offered(form, name, follow_up, selectors.interest_of(follow_up), person)


def refused_if_not_offered(form: forms.StepForm, name: str, follow_up: FollowUp, interest, person):
    """The form, with the sentence that says why where the step is not this person's to take now."""
    if refusal := rules.why_not(name, follow_up, interest, person):
        form.add_error(None, refusal)
    return form


def perform(form: forms.StepForm, service: Callable, **known) -> bool:
    """Call a service with what the form holds; whether it was done. What refuses it becomes the form's error.

    Each service is a savepoint of its own, so that the page that shows the error shows the record as it stands.
    """
    if not form.is_valid():
        return False
    try:
        service(**form.cleaned_data, **known)
    except (NotNow, DoorClosed) as error:
        form.add_error(None, above_the_record(error))
    except services.Held as error:
        form.findings = as_items(error.sentence, error.findings)
        form.add_error("sentence" if "sentence" in form.fields else None, str(error))
    return not form.errors
