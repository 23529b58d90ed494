"""Writes of the library: a version comes in with its approval, and may be withdrawn before it ends."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import ScientificMaterial

STANDS = _("This version of that number is in the library already.")
GONE = _("This version may not be shared any more; there is nothing to withdraw.")


def add_material(*, by, code: str, version: str, **facts) -> ScientificMaterial:
    """Take an approved version into the library. Raises ``ValidationError`` where it stands there already."""
    if ScientificMaterial.objects.filter(code=code, version=version).exists():
        raise ValidationError({"version": STANDS})
    return ScientificMaterial.objects.create(code=code, version=version, **facts)


def withdraw_material(*, by, material: ScientificMaterial) -> ScientificMaterial:
    """From today on nobody shares this version. Raises ``ValidationError`` where nobody may anyway."""
    today = timezone.localdate()
    if material.withdrawn_on or not material.is_approved_on(today):
        raise ValidationError(GONE)
    material.withdrawn_on = today
    material.save(update_fields=["withdrawn_on"])
    return material
