"""``manage.py demo``: the demo story, for development alone."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from msl_governance.demo.people import LAST, PASSWORD, known
from msl_governance.demo.story import SIZES, tell


class Command(BaseCommand):
    """Tells the demo story once; a second call changes nothing."""

    help = "Fills an empty development database with people, doctors and a year of work."

    def add_arguments(self, parser):
        """The size of the story."""
        parser.add_argument("--size", choices=sorted(SIZES), default="small")

    def handle(self, *args, size, **options):
        """Refuse outside development and in a half-told database; say so where all is there already."""
        if not getattr(settings, "THRESHOLD_DEMO", False):
            raise CommandError("The demo story is for development settings alone; nothing was written.")
        if known(LAST):
            self.stdout.write("The demo story is there already; nothing was changed.")
            return
        if known("msl1"):
            raise CommandError(
                "An earlier telling was interrupted. Empty the database with `make clean` first."
            )
        moments = tell(SIZES[size])
        self.stdout.write(f"Told {moments} moments. Sign in as msl1, rep1 or compliance1 with {PASSWORD}.")
