"""The form of a planned visit."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.medical.models import CallReport, MslObjective
from accounts.medical.objectives.selectors import objectives
from accounts.shared import selectors as directory
from msl_governance.ui.forms import MomentField, Segmented


class VisitForm(forms.Form):
    """When, how and, if it is known, what about."""

    starts_at = MomentField(
        label=_("Date and time"),
        error_messages={"required": _("Say when you mean to meet.")},
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=30)
    channel = forms.ChoiceField(
        label=_("Channel"),
        widget=Segmented,
        choices=CallReport.Channel.choices,
        initial=CallReport.Channel.FACE_TO_FACE,
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=None, required=False, empty_label=_("Not settled yet")
    )
    objective = forms.ModelChoiceField(
        label=_("Objective it serves"), queryset=None, required=False, empty_label=_("None")
    )

    def __init__(self, *args, person, hcp, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = directory.topics()
        self.fields["objective"].queryset = objectives(person, state=MslObjective.State.OPEN).filter(
            hcp__in=directory.same_as(hcp.pk)
        )
        self.fields["objective"].label_from_instance = lambda one: one.aim
        morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
        self.initial.setdefault("starts_at", morning + timedelta(days=1))
