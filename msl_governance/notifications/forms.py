"""How one wants to hear of each kind of notice."""

from django import forms

from msl_governance.ui.forms import Segmented

from .models import Choice, Notice


class PreferencesForm(forms.Form):
    """One choice for each kind; silence is offered for what is optional alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in Notice.Kind:
            choices = [
                one for one in Choice.How.choices if one[0] != Choice.How.NEVER or kind in Notice.OPTIONAL
            ]
            self.fields[kind.value] = forms.ChoiceField(label=kind.label, choices=choices, widget=Segmented)
