"""There are no superusers."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Takes the place of Django's command and refuses."""

    help = "Refused: there are no superusers."

    def handle(self, *args, **options):
        """Refuse."""
        raise CommandError("There are no superusers in Threshold. An administrator looks after people.")
