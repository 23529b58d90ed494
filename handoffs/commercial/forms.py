"""The form of an inquiry: for keeping (anything may be missing) and for sending (nothing may)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from handoffs.protocol import Day, Part, QuestionKind
from msl_governance.firewall.screening import seen
from msl_governance.ui.forms import CROSSES_TO_MSL, STAYS, MomentField, Segmented

from . import rules
from .rules import Entry

HEARD = ("acknowledged", "acknowledged_at")
ANSWERS = [("yes", _("Yes")), ("no", _("No"))]
SHORT_DAYS = [
    (Day.ANY, _("Any")), (Day.MON, _("Mon")), (Day.TUE, _("Tue")), (Day.WED, _("Wed")), (Day.THU, _("Thu")),
    (Day.FRI, _("Fri")),
]  # fmt: skip


def _required(name: str) -> dict[str, Any]:
    return {"error_messages": {"required": rules.SENTENCES[name], "invalid_choice": rules.SENTENCES[name]}}


class InquiryForm(forms.Form):
    """Exactly the fields that cross, two confirmations and the signature; ``sending`` demands them."""

    hcp = forms.ModelChoiceField(queryset=Hcp.objects.none(), widget=forms.HiddenInput, **_required("hcp"))
    contact_phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    contact_email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(
        label=_("Kind of question"), choices=[("", _("Choose")), *QuestionKind.choices], **_required("kind")
    )
    verbatim = forms.CharField(
        label=_("The question, in the doctor’s words"),
        help_text=_(
            "The science only. Leave out volumes, targets, switching and what you hope for. At least three words, at "
            "most 2,000 characters."
        ),
        max_length=rules.MOST_KEPT,
        widget=forms.Textarea(
            attrs={
                "rows": 5,
                "data-most": rules.MOST_CHARACTERS,
                "hx-post": reverse_lazy("handoffs_commercial:screen"),
                "hx-trigger": "input changed delay:500ms",
                "hx-target": "#scr",
                "hx-sync": "this:replace",
            }
        ),
        **_required("verbatim"),
    )
    preferred_day = forms.ChoiceField(
        label=_("Day"), choices=SHORT_DAYS, initial=Day.ANY, widget=Segmented, **_required("preferred_day")
    )
    preferred_part = forms.ChoiceField(
        label=_("Part of the day"),
        choices=Part,
        initial=Part.ANY,
        widget=Segmented,
        **_required("preferred_part"),
    )
    adverse_event = forms.TypedChoiceField(
        label=_("Was an adverse event or a product complaint mentioned?"),
        help_text=_(
            "If yes, report it to drug safety within 24 hours. The clock runs from when you heard it."
        ),
        choices=ANSWERS,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=Segmented,
        **_required("adverse_event"),
    )
    unprompted = forms.BooleanField(
        label=_("The doctor raised this unprompted. I did not prompt it."), **_required("unprompted")
    )
    acknowledged = forms.BooleanField(
        label=_("I gave no answer and said Medical may follow up."), **_required("acknowledged")
    )
    acknowledged_at = MomentField(
        label=_("When did the doctor ask?"),
        help_text=_("By your own clock. Medical does not learn it."),
        error_messages={"invalid": rules.SENTENCES["acknowledged_at"]},
    )
    signature_name = forms.CharField(label=_("Signed by the doctor"), max_length=200, required=False)

    needed_by_rule: ClassVar = ("contact_phone", "contact_email")  # one of the two
    marks: ClassVar[dict] = {
        **dict.fromkeys(("kind", "verbatim", "adverse_event", "unprompted"), CROSSES_TO_MSL),
        **dict.fromkeys(("acknowledged", "acknowledged_at", "signature_name"), STAYS),
    }

    def __init__(self, *args: Any, person: Any, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending = sending
        cast(forms.ModelChoiceField, self.fields["hcp"]).queryset = Hcp.objects.visible_to(person)
        self.fields["signature_name"].help_text = rules.DISCLAIMER

    def clean_contact_phone(self) -> str:
        """Digits alone: words in a box for a number would cross unscreened."""
        phone = self.cleaned_data["contact_phone"]
        if not rules.phone_is_plain(phone):
            raise forms.ValidationError(rules.PHONE_SENTENCE)
        return phone

    def clean_acknowledged_at(self) -> datetime | None:
        """A moment that has been, and not long ago."""
        at = self.cleaned_data["acknowledged_at"]
        if sentence := rules.heard_wrongly(at, now=timezone.now()):
            raise forms.ValidationError(sentence)
        return at

    def clean_verbatim(self) -> str:
        """Line ends as one character, so that preview, record and crossing hold the same bytes; none that is unseen."""
        return seen(self.cleaned_data["verbatim"]).strip()

    def clean(self) -> dict[str, Any]:
        """Sending demands what the rules demand; keeping forgives whatever is missing."""
        if self.sending:
            for name, sentence in rules.missing(self.entry(), now=timezone.now()).items():
                if name not in self.errors:
                    self.add_error(name, str(sentence))
        else:
            for name, errors in list(self.errors.items()):
                if all(error.code == "required" for error in errors.as_data()):
                    del self.errors[name]
        return self.cleaned_data

    def entry(self) -> Entry:
        """What was entered, as far as each field by itself is sound."""
        good = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        hcp = good.pop("hcp", None)
        return Entry(hcp_id=hcp and hcp.account_id, **good)


def initial_of(entry: Entry) -> dict[str, Any]:
    """Initial values of the form for a kept entry."""
    answer = {None: "", True: "yes", False: "no"}[entry.adverse_event]
    names = ("contact_phone", "contact_email", "kind", "verbatim", "preferred_day", "preferred_part")
    kept = {name: getattr(entry, name) for name in (*names, "unprompted", *HEARD, "signature_name")}
    return {**kept, "hcp": entry.hcp_id, "adverse_event": answer}


class EscalationForm(forms.Form):
    """Why compliance has to look at an inquiry."""

    reason = forms.CharField(
        label=_("What should compliance know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what compliance should know.")},
    )


class ReceiptForm(forms.Form):
    """The receipt number that drug safety gave."""

    receipt_number = forms.CharField(
        label=_("Receipt number of drug safety"),
        max_length=60,
        error_messages={"required": _("Give the receipt number that drug safety gave you.")},
    )
