"""How a side looks: key of its colours, name of its room, icon. Colour is never the only sign."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.sides import Side


@dataclass(frozen=True)
class Plate:
    """The sign at the top of the rail: where you are, in words. ``key`` is ``med``, ``com`` or ``ctl``."""

    key: str
    label: str | Promise
    icon: str


PLATES: dict[str, Plate] = {
    Side.MEDICAL: Plate("med", _("Medical side"), "microscope"),
    Side.COMMERCIAL: Plate("com", _("Commercial side"), "briefcase"),
    Side.OVERSIGHT: Plate("ctl", _("Control room"), "shield-check"),
    Side.PLATFORM: Plate("ctl", _("Administration"), "settings"),
}
# The committee is control even though somebody from medical chairs it.
ROOMS: dict[str, Plate] = {"committee": Plate("ctl", _("Committee room"), "gavel")}
NOBODY = Plate("ctl", "Threshold", "shield-check")

KEYS: dict[str, str] = {str(side): plate.key for side, plate in PLATES.items()} | {"BOTH": "both"}
NAMES: dict[str, str | Promise] = {
    "med": _("Medical"),
    "com": _("Commercial"),
    "ctl": _("Control"),
    "both": _("Both sides"),
}
ICONS: dict[str, str] = {
    "med": "microscope",
    "com": "briefcase",
    "ctl": "shield-check",
    "both": "users-group",
}
DOORS: dict[str, str | Promise] = {
    "1": _("Account planning"),
    "2": _("Scientific hand-off"),
    "3": _("KOL intelligence"),
    "4": _("Education events"),
    "5": _("Directory care"),
}


def side_key(side: Any) -> str:
    """``med``, ``com``, ``ctl`` or ``both`` for a ``Side``, its value, or such a key itself; ``ctl`` for anything else."""
    text = str(getattr(side, "value", side) or "")
    return text if text in NAMES else KEYS.get(text.upper(), "ctl")


def plate_of(person: Any) -> Plate:
    """The plate of a person's side; a neutral one for somebody who is not signed in."""
    side = getattr(person, "side", None)
    return PLATES.get(str(getattr(side, "value", side)), NOBODY)
