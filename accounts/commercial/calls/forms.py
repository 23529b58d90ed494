"""Forms of detail calls: filters, a new one, a correction."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.commercial import answers
from accounts.shared.models import Hcp
from accounts.shared.narrowing import AccountChoice, Narrowing, day_of_moment, uuid_or_none
from accounts.shared.selectors import same_as
from msl_governance.ui.forms import DateTimeLocal, MomentField, Segmented

from ..content import selectors as library
from ..content.models import PromotionalContent
from ..objectives import selectors as aims
from ..objectives.models import RepObjective
from ..periods import PERIODS
from . import rules, selectors
from .models import Channel, DetailCall, NextStep
from .selectors import CallWish

# Another day may have other usable pieces and other fitting aims. Asked on leaving the box: while a moment is typed by
# keyboard each of its parts is a change, and an answer would take the box away under the fingers.
REFRESH = {
    "hx-post": "",
    "hx-vals": '{"action": "refresh"}',
    "hx-target": "#call",
    "hx-swap": "outerHTML",
    "hx-trigger": "blur changed",
}


MORE = ("next_step_note", "duration_minutes")


class CallFilter(Narrowing):
    """Anything may be empty; what is no choice is left out rather than refused."""

    period = forms.ChoiceField(label=_("Period"), choices=PERIODS, required=False)
    content = forms.ChoiceField(label=_("Content"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("Any")), *Channel.choices], required=False
    )
    author = forms.ModelChoiceField(
        label=_("Representative"), queryset=None, required=False, empty_label=_("Everybody")
    )
    hcp = AccountChoice(label=_("Account"), required=False)

    def __init__(self, data, *, person):
        super().__init__(data, person=person)
        fields: Any = self.fields
        self.chosen = answers.account_of(person, uuid_or_none(self.data["hcp"]))
        fields["hcp"].offer([(_("Doctors"), selectors.accounts_of_latest(person))], self.chosen)
        fields["content"].choices = [("", _("All content")), *selectors.codes(person)]
        fields["author"].queryset = aims.setters()

    @property
    def wish(self) -> CallWish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return CallWish(
            period=got.get("period", ""),
            content=got.get("content", ""),
            channel=got.get("channel", ""),
            author=getattr(got.get("author"), "pk", None),
            hcp=uuid_or_none(got.get("hcp", "")),
        )


class CallForm(forms.Form):
    """A call in a minute: who is known, when is now, what remains is a tap on what was detailed."""

    called_at = MomentField(label=_("When"), widget=DateTimeLocal(attrs=REFRESH))
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, widget=Segmented)
    contents = forms.ModelMultipleChoiceField(
        label=_("Content detailed"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    next_step = forms.ChoiceField(label=_("Next step"), choices=NextStep.choices, widget=Segmented)
    objective = forms.ModelChoiceField(
        label=_("Counts for the objective"), queryset=None, required=False, empty_label=_("None")
    )
    next_step_note = forms.CharField(
        label=_("Note on the next step"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What to bring or to ask next time. No scientific question, no patient."),
    )  # fmt: skip
    duration_minutes = forms.IntegerField(
        label=_("Duration in minutes"), min_value=1, max_value=600, required=False
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    contents.error_messages["required"] = rules.NO_PIECE

    def __init__(
        self, data=None, *, person, hcp: Hcp, initial: dict | None = None, chosen: list | None = None
    ):
        super().__init__(data, initial=_defaults() | (initial or {}))
        self.person, self.hcp = person, hcp
        day = day_of_moment((data or self.initial).get("called_at"))
        self._offer_aims(day)
        self._offer_pieces(day, data.getlist("contents") if data is not None else chosen)

    @property
    def says_more(self) -> bool:
        """Whether a field of the second part holds anything, or a complaint."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def _offer_aims(self, day: date) -> None:
        """Aims that fit the day; one that was chosen already stays and is told about."""
        fitting = aims.fitting(self.person, self.hcp.pk, day)
        self.first = fitting[0] if fitting else None
        self.initial.setdefault("objective", self.first and self.first.pk)
        visible = RepObjective.objects.visible_to(self.person).filter(hcp__in=same_as(self.hcp.pk))
        chosen = self.data.get("objective") if self.is_bound else self.initial["objective"]
        wanted = {str(one.pk) for one in fitting} | {str(chosen)}
        known = [pk for pk in visible.values_list("pk", flat=True) if str(pk) in wanted]
        field: Any = self.fields["objective"]
        field.queryset = visible.filter(pk__in=known)
        if not known:
            field.widget = forms.HiddenInput()

    def _offer_pieces(self, day: date, chosen: list | None) -> None:
        """Usable pieces of the day to choose from; one chosen for another day stays and is told about."""
        field: Any = self.fields["contents"]
        field.queryset = PromotionalContent.objects.visible_to(self.person).select_related("product")
        offered = {str(one.pk): one for one in library.usable(self.person, day)}
        if chosen is None:
            usual = str(self.first.content_id) if self.first else ""
            chosen = [usual] if usual in offered else []
        if not offered.keys() >= set(chosen):
            offered |= {str(one.pk): one for one in field.queryset if str(one.pk) in chosen}
        self.initial["contents"] = chosen
        field.choices = [(pk, f"{one.title} ({one.product}, {one.name})") for pk, one in offered.items()]


class CorrectionForm(CallForm):
    """The call as it stands, to be corrected, and why."""

    field_order = ["reason"]

    client_key = None  # type: ignore[assignment]  # a correction sent twice changes nothing the second time, and says so
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)
    reason.error_messages["required"] = _("Say why, so that whoever reads the call later understands.")


def initial_of(call: DetailCall) -> dict:
    """A call's values for its form."""
    names = ("called_at", "channel", "next_step", "next_step_note", "duration_minutes")
    return {name: getattr(call, name) for name in names} | {"objective": call.objective_id}


def as_typed(data, *, person, hcp: Hcp) -> dict:
    """What was typed, as initial values of a form that is not judged yet.

    An aim that does not fit the day any more gives way to one that does, where there is one.
    """
    typed = {name: data[name] for name in data if name not in ("csrfmiddlewaretoken", "action", "contents")}
    fitting = [str(one.pk) for one in aims.fitting(person, hcp.pk, day_of_moment(typed.get("called_at")))]
    if typed.get("objective") and typed["objective"] not in fitting:
        typed["objective"] = fitting[0] if fitting else ""
    return typed


def _defaults() -> dict:
    return {
        "called_at": timezone.now(), "channel": Channel.IN_PERSON, "next_step": NextStep.NONE,
        "client_key": uuid4(),
    }  # fmt: skip
