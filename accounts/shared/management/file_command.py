"""What the commands that read a file say and draw alike."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.shared.csv_lines import Outcome, WrongFile

WIDTH = 40


class FileCommand(BaseCommand):
    """A line per refused row on standard output, then the counts; with --json one object and nothing else."""

    def add_arguments(self, parser):
        """The file, and whether a program reads the answer."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def read(self, **options) -> Outcome:
        """Carry the import out. Raises ``WrongFile`` with one sentence."""
        raise NotImplementedError

    def handle(self, *args, **options):
        """Import, or say in one sentence why not (exit code 1)."""
        try:
            outcome = self.read(**options)
        except WrongFile as reason:
            raise CommandError(str(reason)) from None
        self.progress_done()
        if not outcome.read:
            raise CommandError(f"{options['file'].name} holds no rows below its header; nothing was written.")
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json()))
            return
        if outcome.about:
            self.stdout.write(outcome.about)
        for line, reason in outcome.refused:
            self.stdout.write(f"line {line}: refused, {reason}")
        self.stdout.write(
            f"{outcome.read} rows read: {outcome.created} created, {outcome.changed} changed, "
            f"{outcome.unchanged} unchanged, {len(outcome.refused)} refused; "
            f"{outcome.seconds:.1f} s, {outcome.peak_mib:.0f} MiB at most"
        )

    def progress(self, done: int, all_: int) -> None:
        """A bar on standard error where somebody looks at it."""
        if self.stderr.isatty():
            full = WIDTH * done // max(all_, 1)
            percent = 100 * done // max(all_, 1)
            self.stderr.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {percent:3} %", ending="")

    def progress_done(self) -> None:
        """Ends the bar's line."""
        if self.stderr.isatty():
            self.stderr.write("")
