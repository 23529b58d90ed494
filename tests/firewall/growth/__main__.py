"""Proves the product with one more app, in small, and says as JSON what the worlds held and what was asked.

A process and servers of its own: the app and its door's role must not be there for any other test.
"""

import json
import sys

from msl_governance.embedded.environment import ensure

FEW = ("base", "words")


def rows_of(model) -> dict:
    """Everything in a world's rows of a model, by id."""
    from msl_governance.firewall.database import as_login

    with as_login("owner"):
        rows = list(model.objects.all())
    fields = [f for f in model._meta.concrete_fields if f.name != "id"]
    return {str(row.pk): {f.name: said(row, f) for f in fields} for row in rows}


def said(row, field) -> str:
    """A value in words; of a file what is in it."""
    value = getattr(row, field.attname)
    if field.name == "paper":
        return value.read().decode()
    return bytes(value).decode() if field.name == "raw" else str(value)


def main() -> None:
    """Seed two worlds and read them; then play them."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from msl_governance.firewall.proof import catalogue, explore, interference, scratch, values

    call_command("check", stdout=sys.stderr)
    few = tuple(v for v in values.VARIATIONS if v.name in FEW)
    explore.WITNESSES = {"COMMERCIAL": ("rep1",), "MEDICAL": ("msl1",)}
    explore.LINKS_EACH, report = 1, {}
    with scratch.template() as (empty, _made):
        with connection.as_login("owner"), connection.cursor() as cursor:
            report["problems"] = catalogue.problems(cursor)
        scratch.use("postgres")
        for viewer in ("COMMERCIAL", "MEDICAL"):
            with interference.prepared(viewer, few, empty) as made:
                report[viewer] = {}
                for world, name in made.names.items():
                    scratch.use(name)
                    report[viewer][world] = read_world()
            scratch.use("postgres")
        prepared = interference.prepared
        interference.prepared = lambda viewer, source: prepared(viewer, few, source)
        outcome = interference.compare("COMMERCIAL", requests=60, source=empty)
        report["asked"] = sorted({d.request.path for d in outcome.differences})
        report["answered"] = sorted(outcome.answered)
    print(json.dumps(report))


def read_world() -> dict:
    """The app's own tables."""
    from django.apps import apps

    names = ("Theme", "Profile", "Study", "StudyTheme", "Plan", "Digest")
    return {name: rows_of(apps.get_model("growth", name)) for name in names}


with ensure():
    main()
