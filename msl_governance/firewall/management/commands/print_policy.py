"""``print_policy``: the policy table as Markdown."""

from django.core.management.base import BaseCommand

from msl_governance.firewall.policy import as_markdown


class Command(BaseCommand):
    """Prints what docs/POLICY.md holds."""

    help = "Print the policy table as Markdown."
    requires_system_checks: list = []

    def handle(self, *args, **options):
        """Print."""
        self.stdout.write(as_markdown(), ending="")
