"""What must hold of promotional content before it is kept, detailed or made an aim."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.ui.manners import spelled

from .models import PromotionalContent, Standing

TAKEN = gettext_lazy("A piece with this code is in the library already. Open it there and add a version.")
ENDS_BEFORE = gettext_lazy("It expires before it is approved. Put the later date here.")
ALREADY_OVER = gettext_lazy("This date is past: the piece could never be used.")
WITHDRAWN_ALREADY = gettext_lazy("This version is withdrawn already.")


def why_not(piece: PromotionalContent, day: date) -> str:
    """Why a piece may not be used on a day, as a sentence; empty where it may."""
    standing = piece.standing_on(day)
    if standing == Standing.USABLE:
        return ""
    words = {
        Standing.NOT_YET: _("%(piece)s is approved from %(approved)s on, not on %(day)s."),
        Standing.EXPIRED: _("%(piece)s expired on %(expires)s and may not be used on %(day)s."),
        Standing.WITHDRAWN: _("%(piece)s was withdrawn on %(withdrawn)s and may not be used on %(day)s."),
        Standing.BEYOND_LABEL: _("%(piece)s is not in label and may never be used."),
    }[standing]
    days = {"day": day, "approved": piece.approved_on, "expires": piece.expires_on}
    told = {name: spelled(one, "j M Y") for name, one in days.items()}
    ended = spelled(piece.withdrawn_on, "j M Y") if piece.withdrawn_on else ""
    return words % {"piece": piece.name, "withdrawn": ended, **told}
