"""The words of call reports, for searching; filters that a person keeps; who took reports out."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from accounts.medical.models.report import CallReport
from accounts.medical.safety.models import OfOnesReports
from accounts.shared.shapes import KeptFilter, TakenOut
from msl_governance.firewall.records import MEDICAL, READERS, LabelledRecord, MedicalRecord
from msl_governance.people.models import MedicalColleague

LANGUAGE = "english"  # of the stems; words of other languages are found as they stand


class ReportWords(LabelledRecord):
    """All words of one report in a table of medical's own, so that a search neither reads nor locks the reports.

    Derived, so without a history: ``rebuild_report_words`` makes it again. ``folded`` holds the words that have
    accents once more without them.
    """

    label = MEDICAL
    readers = READERS[MEDICAL]

    report = models.OneToOneField(CallReport, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()
    folded = models.TextField(blank=True)
    vector = models.GeneratedField(
        expression=SearchVector("text", "folded", config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OfOnesReports.as_manager()

    class Meta:
        # Without the list of pending entries a search costs the same before and after a busy hour.
        indexes = [GinIndex(fields=["vector"], fastupdate=False, name="reportwords_vector")]


class KeptReportFilter(KeptFilter, LabelledRecord):
    """A filter of call reports that one person keeps."""

    label = MEDICAL
    readers = READERS[MEDICAL]


class ReportExport(TakenOut, MedicalRecord):
    """Who took call reports out of the product, how many, and which they asked for."""

    person = models.ForeignKey(
        MedicalColleague, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
