"""Tasks that break over a record's text, in code and in the database; a test's worker alone knows them."""

from django.db import connection

from accounts.commercial.models import RepObjective
from accounts.medical.models import CallReport
from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task


@side_task(Side.MEDICAL)
def break_in_medical():
    """With the summary of a report in the error."""
    raise ValueError(CallReport.objects.exclude(summary="").first().summary)


@side_task(Side.COMMERCIAL)
def break_in_commercial():
    """With the aim of an objective in the error."""
    raise ValueError(RepObjective.objects.first().aim)


@side_task(Side.MEDICAL)
def break_medicals_database():
    """With the summaries in the database's own words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary::int FROM accounts_medical_callreport WHERE summary <> ''")


@side_task(Side.COMMERCIAL)
def break_commercials_database():
    """With the aims in the database's own words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT aim::int FROM accounts_commercial_repobjective")


BROKEN = {
    "medical": (break_in_medical, break_medicals_database),
    "commercial": (break_in_commercial, break_commercials_database),
}
