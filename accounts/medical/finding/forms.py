"""The filters of the list of call reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import Discussion
from accounts.shared import selectors as directory
from accounts.shared.narrowing import LONGEST, AccountChoice, Narrowing, uuid_or_none
from msl_governance.ui.forms import DatePicker

from . import selectors
from .selectors import ReportWish

STANDINGS = [
    ("", _("Any")),
    ("draft", _("Drafts")),
    ("signed", _("Signed")),
    ("amended", _("Amended")),
]


class ReportFilter(Narrowing):
    """Anything may be empty; what is no choice is left out rather than refused."""

    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    account = AccountChoice(label=_("Account"), required=False)
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=None, required=False, empty_label=_("All topics")
    )
    content_class = forms.ChoiceField(
        label=_("Content class"), choices=[("", _("Any")), *Discussion.ContentClass.choices], required=False
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=STANDINGS, required=False)
    author = forms.ModelChoiceField(
        label=_("Author"), queryset=None, required=False, empty_label=_("Everybody")
    )
    since = forms.DateField(label=_("From"), widget=DatePicker, required=False)
    until = forms.DateField(label=_("To"), widget=DatePicker, required=False)

    def __init__(self, data, *, person):
        named = data.get("account") or data.get("hcp", "")  # ``hcp`` is what the pages of accounts link to
        super().__init__({**{name: data[name] for name in data}, "account": named}, person=person)
        fields: Any = self.fields
        self.chosen = selectors.account_named(person, uuid_or_none(self.data["account"]))
        fields["account"].offer(selectors.accounts_of_latest(person), self.chosen)
        fields["topic"].queryset = directory.topics()
        fields["author"].queryset = selectors.authors()

    @property
    def wish(self) -> ReportWish:
        """What is looked for, of the fields that hold a choice."""
        self.is_valid()
        got = self.cleaned_data
        return ReportWish(
            words=got.get("words", ""),
            account=uuid_or_none(got.get("account", "")),
            topic=getattr(got.get("topic"), "pk", None),
            content_class=got.get("content_class", ""),
            standing=got.get("standing", ""),
            author=getattr(got.get("author"), "pk", None),
            since=got.get("since"),
            until=got.get("until"),
        )
