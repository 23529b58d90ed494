"""Forms of a steward: why a proposal is declined, and which of two records stands for both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.shared.proposing.forms import FactsForm, form_for
from accounts.shared.proposing.shapes import Kind, Reason
from msl_governance.ui.forms import Segmented

from .proposals import initial_of


class DeclineForm(forms.Form):
    """Why not: a choice, since nothing else goes back to the side."""

    reason = forms.ChoiceField(label=_("Why it is declined"), choices=[("", _("Choose")), *Reason.choices])
    reason.error_messages |= dict.fromkeys(
        ("required", "invalid_choice"), _("Choose a reason, so that who proposed it understands.")
    )


class SurvivorForm(forms.Form):
    """Which record stands for both."""

    survivor = forms.ChoiceField(label=_("Which one stands for both?"), widget=Segmented)
    survivor.error_messages["required"] = _("Choose the record that stands for both.")

    def __init__(self, *args: Any, one, other, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = (one, other)
        field: Any = self.fields["survivor"]
        field.choices = [(str(one.pk), _("The first")), (str(other.pk), _("The second"))]
        # The registry knows the one with a number, and an import finds it again.
        self.initial.setdefault("survivor", str((one if one.npi or not other.npi else other).pk))

    @property
    def chosen(self) -> dict[str, Any]:
        """Keyword arguments of the merge, of a valid form."""
        one, other = self.pair
        first = self.cleaned_data["survivor"] == str(one.pk)
        return {"survivor": one, "duplicate": other} if first else {"survivor": other, "duplicate": one}


def making(proposal, data=None) -> FactsForm | None:
    """The form by which a proposal is made, filled with what was proposed; None for a duplicate, which is a merge."""
    if proposal.kind == Kind.DUPLICATE:
        return None
    account, other = (one and one.current for one in (proposal.account, proposal.other))
    more = {"other": other} if proposal.kind == Kind.JOINED else {}
    return form_for(proposal.kind, account)(
        data, account=account, steward=True, initial=initial_of(proposal), **more
    )
