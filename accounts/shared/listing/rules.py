"""What must hold before an account is put on the list or a word is said of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import ListEntry

STANDS = _("This account is on that list already.")
WAS_TAKEN_OFF = _(
    "This account was taken off that list. Open it among those taken off and put it back there."
)
NOTHING_CHANGED = _("Nothing was changed: every word stands as before.")


def refuse_twice(*, product, area, hcp, organisation) -> None:
    """Raise ``ValidationError`` beside ``product`` where the account has an entry on that list already."""
    entry = ListEntry.objects.filter(product=product, area=area, hcp=hcp, organisation=organisation).first()
    if entry is not None:
        raise ValidationError({"product": STANDS if entry.is_listed else WAS_TAKEN_OFF})
