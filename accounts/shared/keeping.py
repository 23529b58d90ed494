"""Filters that a person keeps, alike on both sides; each side passes its own table."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .narrowing import address
from .shapes import NAME_LENGTH, KeptFilter

MOST_KEPT = 30


class KeepForm(forms.Form):
    """The name of a filter that is to be kept."""

    name = forms.CharField(
        label=gettext_lazy("Name of this filter"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("Give the filter a name, so that you find it again.")},
    )


def keep(table: type[KeptFilter], *, by, name: str, asked: dict[str, str]) -> KeptFilter:
    """Keep what is asked under a name; what stood under it gives way.

    Raises ``ValidationError`` where nothing is asked, or where too many are kept already.
    """
    if not asked:
        raise ValidationError(_("Narrow the list first; there is no filter to keep."))
    mine = table.objects.visible_to(by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_KEPT:
        raise ValidationError(
            _("You keep %(most)s filters already. Delete one that you no longer use.") % {"most": MOST_KEPT}
        )
    one, _made = table.objects.update_or_create(person_id=by.pk, name=name, defaults={"asked": asked})
    return one


def forget(table: type[KeptFilter], *, by, pk) -> bool:
    """Delete one's own filter; False where one has none of that id."""
    return bool(table.objects.visible_to(by).filter(pk=pk).delete()[0])


def kept_of(table: type[KeptFilter], person, path: str) -> list[KeptFilter]:
    """One's filters by name, each with the ``address`` of the list at ``path`` narrowed by it."""
    found = list(table.objects.visible_to(person))
    for one in found:
        one.address = address(path, one.asked, person)
    return found


def named(form: KeepForm) -> str:
    """The name that was given. Raises ``ValidationError`` with the form's sentence where it is none."""
    if not form.is_valid():
        raise ValidationError(form.errors["name"][0])
    return form.cleaned_data["name"]
