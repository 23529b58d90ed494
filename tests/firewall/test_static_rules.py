"""T10: what the code may not contain. Import contracts and banned names are the linter's; the rest is here."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from msl_governance.firewall.records import LABELS, is_history, label_of

ROOT = Path(__file__).resolve().parents[2]
OURS = ("accounts", "handoffs", "kol_intel", "committee", "events", "msl_governance")
FILES = sorted(path for top in OURS for path in (ROOT / top).rglob("*.py") if "migrations" not in path.parts)
WALL = ROOT / "msl_governance" / "firewall"
FORBIDDEN = {
    r"SET (SESSION )?ROLE(?! threshold_)": "a session-level role walks through the wall",
    r"SET SESSION AUTHORIZATION": "a session-level role walks through the wall",
    r"set_config\([^)]*,\s*false\)": "a setting must end with its transaction",
    r"\bNOTIFY\b|pg_notify": "a notification has no access list",
    r"\bmail_admins\b|\bADMINS = \[[^\]]": "an error mail carries local variables",
    r"GenericForeignKey|GenericRelation": "refers to any table",
    r"\.using\(": "one alias; sides are entered, not addressed",
    r"is_superuser\s*=\s*True": "there are no superusers",
}
ALLOWED = {"bootstrap.py", "checks.py"}


def sources():
    return [(path.relative_to(ROOT), path.read_text()) for path in FILES if path.name not in ALLOWED]


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_the_product_does_not_contain(pattern):
    found = [
        f"{path}: {line.strip()}"
        for path, text in sources()
        for line in _code_lines(text)
        if re.search(pattern, line)
    ]
    assert found == [], FORBIDDEN[pattern]


def _code_lines(text):
    """Lines without comments and docstrings: prose may name what code may not do."""
    tree = ast.parse(text)
    prose = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            prose |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return [
        line.split("#")[0]
        for number, line in enumerate(text.splitlines(), 1)
        if number not in prose and not line.strip().startswith("#")
    ]


def test_sql_text_is_written_in_the_firewall_and_in_imports_alone():
    found = [
        str(path)
        for path, text in sources()
        if re.search(r"\.cursor\(\)|\.raw\(|RawSQL|\.extra\(", "\n".join(_code_lines(text)))
        and WALL not in (ROOT / path).parents
    ]
    # A bulk import, a fuzzy search, and a row lock: each reads one side's or shared tables, by parameter.
    allowed = {
        "accounts/shared/importing.py",
        "accounts/shared/selectors.py",
        "handoffs/commercial/services.py",
    }
    assert {f for f in found if not f.startswith(("msl_governance/demo", "msl_governance/embedded"))} <= allowed | {
        "msl_governance/wsgi.py", "msl_governance/celery.py",
    }  # fmt: skip


def test_every_table_belongs_to_a_side():
    third = {"auth", "contenttypes", "guardian"}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in third:
            assert label_of(model) in (*LABELS, "DOOR"), model


def test_the_folder_is_the_side():
    for model in apps.get_models():
        if is_history(model) or model._meta.app_label in ("notifications", "people", "firewall"):
            continue
        folder = model.__module__.split(".")
        for side in ("medical", "commercial", "shared"):
            if side in folder:
                assert label_of(model).lower() == side, model


def test_no_side_imports_the_other_even_inside_a_function():
    for near, far in (("medical", "commercial"), ("commercial", "medical")):
        for path, text in sources():
            if near in path.parts:
                assert not re.search(rf"(accounts|handoffs)\.{far}\b", "\n".join(_code_lines(text))), path


def test_files_and_functions_are_small():
    """Rooms of the house: under 350 lines a file, under 30 a function, docstrings apart."""
    large = {str(p): len(t.splitlines()) for p, t in sources() if len(t.splitlines()) > 350}
    assert large == {}
    long = []
    for path, text in sources():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                docstring = ast.get_docstring(node, clean=False) or ""
                length = node.end_lineno - node.lineno + 1 - len(docstring.splitlines())
                if length > 34:
                    long.append(f"{path}:{node.name} {length}")
    assert long == []
