"""The form by which a director says who answers what."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.shared.narrowing import uuid_or_none
from handoffs.medical.forms import OneOf
from handoffs.medical.selectors import people_who_answer
from handoffs.protocol import QuestionKind

from . import selectors

ELSEWHERE = _("Choose one of the list.")


class AnswersForm(forms.Form):
    """One person, one territory, and the kinds of question they answer there; none of them ends it."""

    needed_by_rule: ClassVar = ("kinds",)  # none is an answer too, and no field to leave out

    msl = OneOf(
        label=_("Who"), queryset=None, empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose who answers."), "invalid_choice": ELSEWHERE},
    )  # fmt: skip
    territory = OneOf(
        label=_("Territory"), queryset=None, empty_label=_("Choose a territory"),
        error_messages={"required": _("Choose where."), "invalid_choice": ELSEWHERE},
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of question"),
        choices=QuestionKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A kind that nobody answers in a territory waits in its queue. With none chosen, nothing is passed on."
        ),
    )

    def __init__(self, data=None, *, person, asked=None):
        """``asked`` may name ``msl`` and ``territory``, as an address does: the form begins with what holds for them."""
        super().__init__(data)
        fields: Any = self.fields
        fields["msl"].queryset = people_who_answer().order_by("full_name", "pk")
        fields["territory"].queryset = selectors.territories_of(person)
        named = {
            name: uuid_or_none(text) for name in ("msl", "territory") if (text := (asked or {}).get(name))
        }
        self.initial.update(named)
        if all(named.get(name) for name in ("msl", "territory")):
            self.initial["kinds"] = selectors.kinds_of(person, named["msl"], named["territory"])
