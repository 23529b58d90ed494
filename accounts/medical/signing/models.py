"""Who signed what, when and with which meaning; bound to the content by its hash (21 CFR 11.50, 11.70)."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.medical.models.report import CallReport
from msl_governance.firewall.records import MedicalRecord
from msl_governance.people.models import MedicalColleague


class Amendment(MedicalRecord):
    """What is corrected of a signed report, and why. The report itself stays as it was signed."""

    append_only = True

    report = models.ForeignKey(CallReport, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    author = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    correction = models.TextField(_("what is corrected"), max_length=4000)
    reason = models.CharField(_("reason"), max_length=300)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_amendment_a_number"),
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(correction=""), name="amendment_says_why"
            ),
        ]


class Signature(MedicalRecord):
    """One signature, on a report or on an amendment of it."""

    class Meaning(models.TextChoices):
        AUTHOR = "author", _("I held this exchange, and this report is true and complete.")
        AMENDMENT = "amendment", _("I correct my report as written here, for the reason given.")

    append_only = True

    report = models.ForeignKey(CallReport, on_delete=models.PROTECT, related_name="signatures")
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="signature"
    )
    signer = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    printed_name = models.CharField(_("name"), max_length=200)
    meaning = models.CharField(_("meaning"), max_length=12, choices=Meaning)
    signed_at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    content_sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(amendment=None), name="a_report_is_signed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amendment=None, meaning="author")
                | models.Q(amendment__isnull=False, meaning="amendment"),
                name="signature_means_what_it_signs",
            ),
        ]
