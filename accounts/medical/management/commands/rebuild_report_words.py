"""``manage.py rebuild_report_words``: the words of all call reports, made again as medical."""

from django.core.management.base import BaseCommand

from accounts.medical.finding.selectors import reports_to_index
from accounts.medical.finding.services import index_report
from msl_governance.firewall.database import acting_for
from msl_governance.firewall.sides import Side

AT_ONCE = 500  # reports in one transaction, so that nobody who writes one waits long


class Command(BaseCommand):
    """Prints how many, and no word of any."""

    help = (
        "Make the words again by which call reports are searched. Needed once after an upgrade from before."
    )

    def handle(self, *args, **options):
        """Report by report in the order of their keys, some hundred in a transaction."""
        done, last = 0, None
        while True:
            with acting_for(Side.MEDICAL, reason="words of call reports made again"):
                reports = reports_to_index(last, AT_ONCE)
                for report in reports:
                    index_report(report)
            if not reports:
                break
            done, last = done + len(reports), reports[-1].pk
        self.stdout.write(f"{done} call reports can be searched.")
