"""What the import commands share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from msl_governance.firewall.database import acting_as, as_login
from msl_governance.firewall.sides import Role
from msl_governance.people.administration.csv_files import LARGEST, WrongFile, decoded
from msl_governance.people.models import Person


class Importer(BaseCommand):
    """A line per refused row on standard output, then the counts; with --json one object and nothing else."""

    run_import: Callable[..., Any]

    def add_arguments(self, parser):
        """The file, in whose name, whether to write at all, and whether a program reads the answer."""
        parser.add_argument("file")
        parser.add_argument("--by", required=True, help="User name of the administrator who imports.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change and write nothing.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args, **options):
        """Import, or say in one sentence why not (exit code 1)."""
        try:
            with Path(options["file"]).open("rb") as file:
                text = decoded(file.read(LARGEST + 1))
            with acting_as(self._administrator(options["by"]), reason=f"import {options['file'][-80:]}"):
                outcome = type(self).run_import(text, by=self.person, keep=not options["dry_run"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except WrongFile as reason:
            raise CommandError(str(reason)) from None
        if not outcome.lines:
            raise CommandError(f"{options['file']} holds no rows below its header; nothing was written.")
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json()))
            return
        for line in outcome.of("refused"):
            self.stdout.write(f"line {line.line}: refused, {line.reason}")
        counts = ", ".join(f"{number} {what}" for what, number in outcome.counts.items())
        self.stdout.write(f"{len(outcome.lines)} rows read: {counts}; {outcome.seconds:.1f} s")

    def _administrator(self, username: str) -> Person:
        with as_login("core"), transaction.atomic():
            self.person = Person.objects.filter(
                username=username, is_active=True, role=Role.ADMINISTRATOR
            ).first()
        if self.person is None:
            raise CommandError(f"“{username}” is no active administrator; nothing was written.")
        return self.person
