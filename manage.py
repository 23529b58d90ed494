#!/usr/bin/env python
"""Every command works by itself: the embedded servers are started where no others are named, and stopped again."""

import os
import sys

# Commands that read code and files only. They get addresses to load the settings with, and no server.
WITHOUT_SERVERS = {
    "check",
    "compilemessages",
    "help",
    "makemessages",
    "print_policy",
    "version",
}


def needs_servers(arguments: list[str]) -> bool:
    """Whether the command line asks for something that talks to the database or the broker."""
    if not arguments or arguments[0].startswith("-") or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVERS or "--database" in arguments


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_governance.settings.dev")
    try:
        from django.core.management import execute_from_command_line

        from msl_governance.embedded.environment import ensure
        from msl_governance.embedded.errors import EmbeddedError
    except ImportError as error:
        sys.exit(f"{error.name} is not installed: run `make run` once, then use .venv/bin/python manage.py.")
    try:
        with ensure(servers=needs_servers(sys.argv[1:])):
            execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
