"""How forms look: label, mark, hint, box, error, each named to the box (WCAG 2.2, 1.3.1, 3.3.1 and 3.3.2).

Settings: ``FORM_RENDERER = "msl_governance.ui.forms.ThresholdRenderer"``. Then in a template
``{{ form }}``, ``{{ form.question.as_field_group }}`` or ``<c-field :field="form.question" />``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mark:
    """Says beside a label whether what is typed crosses the wall. ``kind`` is ``cross`` or ``stay``."""

    kind: str
    to: str | Promise = ""


CROSSES_TO_MSL = Mark("cross", _("MSL"))
CROSSES_TO_MEDICAL = Mark("cross", _("Medical"))
CROSSES_TO_COMMERCIAL = Mark("cross", _("Commercial"))
STAYS = Mark("stay")


class Segmented(forms.RadioSelect):
    """One choice out of a few, side by side, with a tick on the chosen one."""

    template_name = "ui/forms/segmented.html"


class SegmentedMultiple(forms.CheckboxSelectMultiple):
    """Several choices out of a few, side by side."""

    template_name = "ui/forms/segmented.html"


class Switch(forms.CheckboxInput):
    """A checkbox drawn as a switch, for what holds at once or from now on."""


class PasswordReveal(forms.PasswordInput):
    """A password with a button that shows it."""

    template_name = "ui/forms/password.html"


class DateTimeLocal(forms.DateTimeInput):
    """The browser's own picker of date and time; minutes, in the current time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day with its time, near enough to now that every time zone and the database's driver can tell it.

    A moment at either end of the calendar is written without a word and read by nobody: whoever saved one would
    close every page on which it stands, for all who see it.
    """

    widget = DateTimeLocal
    FIRST, LAST = 1900, 2199  # years
    default_error_messages: ClassVar = {"far": _("Give a day between the years 1900 and 2199.")}

    def to_python(self, value: Any) -> datetime | None:
        """The moment in the current time zone. Raises ``ValidationError`` outside these years."""
        moment = super().to_python(value)
        if moment is not None and not self.FIRST <= moment.year <= self.LAST:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return moment


class DatePicker(forms.DateInput):
    """The browser's own picker of a date."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    # The first that fits counts: a switch is a checkbox, radios are a kind of select.
    (Segmented, ""),
    (SegmentedMultiple, ""),
    (Switch, "fw-switch"),
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


def css_class(widget: forms.Widget) -> str:
    """The kit's class for a widget."""
    return next(name for kind, name in CLASSES if isinstance(widget, kind))


class ThresholdBoundField(BoundField):
    """A field that knows its mark and gives its box the kit's classes."""

    @property
    def mark(self) -> Mark | None:
        """``field.mark``, else the form's ``marks`` or ``Meta.marks`` by field name, else None."""
        own = getattr(self.field, "mark", None)
        if own:
            return own
        meta = getattr(getattr(self.form, "Meta", None), "marks", {})
        return {**meta, **getattr(self.form, "marks", {})}.get(self.name)

    @property
    def optional(self) -> bool:
        """Whether the label says so. Single checkboxes never say it, nor does a choice that begins chosen, nor what the
        form's own rules need (``needed_by_rule``) though the field by itself does not.
        """
        widget = self.field.widget
        offered = {str(key) for key, _label in widget.choices} if type(widget) is Segmented else set()
        is_preset = str(self.value() or "") in offered
        is_needed = self.field.required or self.name in getattr(self.form, "needed_by_rule", ())
        return not is_needed and not self.is_check and not is_preset

    @property
    def is_check(self) -> bool:
        """A single checkbox or switch: its label stands behind the box."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    def build_widget_attrs(self, attrs: dict, widget: forms.Widget | None = None) -> dict:
        """Adds the kit's classes; a group carries its error on the fieldset, not on each of its boxes."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        if isinstance(widget, forms.Textarea):
            if str(widget.attrs.get("rows")) == "10":
                attrs["rows"] = "4"
            attrs.setdefault("autocapitalize", "sentences")  # what is dictated, or typed on a phone, is prose
            self._say_most(widget)
        invalid = "is-invalid" if self.errors and not self.use_fieldset else ""
        names = (css_class(widget), widget.attrs.get("class", ""), attrs.get("class", ""), invalid)
        if joined := " ".join(name for name in names if name):
            attrs["class"] = joined
        return attrs

    @staticmethod
    def _say_most(widget: forms.Widget) -> None:
        """No ``maxlength``: with it a browser cuts what is pasted without a word. The server says what is too long."""
        most = widget.attrs.pop("maxlength", None)
        if most is not None:
            widget.attrs.setdefault("data-most", most)


class ThresholdRenderer(TemplatesSetting):
    """Renders forms with the project's templates. Needs ``django.forms`` in INSTALLED_APPS."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = ThresholdBoundField

    REPLACED: ClassVar[dict[str, str]] = {
        "django/forms/widgets/radio.html": "ui/forms/options.html",
        "django/forms/widgets/checkbox_select.html": "ui/forms/options.html",
    }

    def get_template(self, template_name: str) -> Any:
        """The template, ours where Django's own has no place for the kit's markup."""
        return super().get_template(self.REPLACED.get(template_name, template_name))
