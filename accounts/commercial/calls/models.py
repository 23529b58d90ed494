"""Detail calls: what approved content was detailed to whom, and what comes next. Medical reads none of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.shared.models import Hcp
from accounts.shared.shapes import KeptFilter, TakenOut
from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import COMMERCIAL, READERS, CommercialRecord, LabelledRecord
from msl_governance.people.models import CommercialColleague, CommercialTerritory

from ..content.models import PromotionalContent
from ..objectives.models import RepObjective
from ..scope import ByTerritory


class Channel(models.TextChoices):
    """How the call was held."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("Video")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")


class NextStep(models.TextChoices):
    """What comes next."""

    NONE = "none", _("None")
    VISIT = "visit", _("Visit again")
    MATERIAL = "material", _("Send approved material")
    GROUP = "group", _("Group meeting")
    ACCESS = "access", _("Access question")


class DetailCall(CommercialRecord):
    """One call as it stands now. There is no field for a scientific question: that goes through door 2."""

    # Never deleted, and changed by a numbered correction alone.
    locked_when = "TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND NEW.corrections <> OLD.corrections + 1)"

    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    hcp = models.ForeignKey(Hcp, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(CommercialTerritory, on_delete=models.PROTECT, null=True, related_name="+")
    objective = models.ForeignKey(
        RepObjective, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    called_at = models.DateTimeField(_("date and time"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=10, choices=NextStep, default=NextStep.NONE)
    next_step_note = models.CharField(_("note on the next step"), max_length=300, blank=True)
    corrections = models.PositiveSmallIntegerField(default=0, editable=False)
    # Of the form that logged it: sent twice, it is still one call.
    client_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    logged_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ByTerritory.as_manager()

    class Meta:
        verbose_name = _("detail call")
        verbose_name_plural = _("detail calls")
        ordering = ["-called_at", "-id"]
        indexes = [
            models.Index(fields=["territory", "-called_at", "-id"], name="call_territory_page"),
            models.Index(fields=["hcp", "-called_at", "-id"], name="call_hcp_page"),
        ]


class OfCall(SideQuerySet):
    """Rows that hang on a call one may see."""

    def in_scope_of(self, person):
        """Those of the calls in scope."""
        return self.filter(call__in=DetailCall.objects.visible_to(person))


class DetailedContent(CommercialRecord):
    """One piece that was detailed in a call."""

    call = models.ForeignKey(DetailCall, on_delete=models.PROTECT, related_name="detailed")
    content = models.ForeignKey(PromotionalContent, on_delete=models.PROTECT, related_name="+")

    objects = OfCall.as_manager()

    class Meta:
        ordering = ["content__code", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "content"], name="one_piece_a_call")]


class CallCorrection(CommercialRecord):
    """What a correction changed and why. ``changes`` holds what, before and after, in words."""

    append_only = True

    call = models.ForeignKey(DetailCall, on_delete=models.PROTECT, related_name="corrected")
    number = models.PositiveSmallIntegerField(_("number"))
    author = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300)
    changes = models.JSONField(default=list)
    corrected_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfCall.as_manager()

    class Meta:
        ordering = ["-number", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="one_correction_a_number")]


class CallExport(TakenOut, CommercialRecord):
    """Who took detail calls out of the product, how many, and which they asked for."""

    person = models.ForeignKey(
        CommercialColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )


class KeptCallFilter(KeptFilter, LabelledRecord):
    """A filter of detail calls that one person keeps."""

    label = COMMERCIAL
    readers = READERS[COMMERCIAL]
