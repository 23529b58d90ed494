"""T10: what the code may not contain. Import contracts and banned names are the linter's; the rest is here.

Exceptions are named by their full path, each with its reason, and one that is no longer needed fails too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from msl_governance.firewall.records import LABELS, is_history, label_of

ROOT = Path(__file__).resolve().parents[2]
# Apps in whose folders the sides live apart; what is new joins by its name.
SIDED = ("accounts", "handoffs", "kol_intel", "committee", "events")
OURS = (*SIDED, "msl_governance")
SIDES = ("medical", "commercial", "shared", "oversight")
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for top in OURS
    for path in sorted((ROOT / top).rglob("*.py"))
    if "migrations" not in path.parts
}
WALL = "msl_governance/firewall/"
# What no code contains, why, and where it stands all the same.
FORBIDDEN = {
    r"SET (SESSION )?ROLE(?! threshold_)": ("a session-level role walks through the wall", set()),
    r"SET SESSION AUTHORIZATION": ("a session-level role walks through the wall", set()),
    r"set_config\([^)]*,\s*false\)": ("a setting must end with its transaction", set()),
    r"\bNOTIFY\b|pg_notify": (
        "a notification has no access list",
        {"msl_governance/firewall/database/bootstrap.py"},  # takes the function away from everybody
    ),
    r"\bmail_admins\b|\bADMINS = \[[^\]]": ("an error mail carries local variables", set()),
    r"GenericForeignKey|GenericRelation": (
        "refers to any table",
        {"msl_governance/firewall/checks.py"},  # refuses to start with one
    ),
    r"\.using\(": ("one alias; sides are entered, not addressed", set()),
    r"is_superuser\s*=\s*True": ("there are no superusers", set()),
}
# SQL as text outside the firewall: each reads one side's or shared tables, with parameters.
SQL_TEXT = {
    "accounts/shared/selectors.py": "a fuzzy search sets how alike words must be",
    "accounts/oversight/care/selectors.py": "a search for duplicates sets how alike names must be",
    "accounts/oversight/care/services.py": "one decision about the directory at a time",
    "handoffs/commercial/services.py": "a hand-off is locked by the function of its door",
    "msl_governance/demo/clock.py": "a demo tells what was long ago",
    "msl_governance/demo/settle.py": "a demo tells what was long ago, the owner's work",
    "msl_governance/embedded/run.py": "the one machine asks whether its tables are made",
}


def test_every_app_is_read():
    """A folder that is forgotten here would be held by no rule of this file."""
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert ours == set(OURS)
    assert len(SOURCES) > 300


def lines_with(pattern: str, under: tuple[str, ...] = ("",)) -> dict[str, list[str]]:
    """File to its lines of code that match."""
    found = {
        path: [line.strip() for line in _code_lines(text) if re.search(pattern, line)]
        for path, text in SOURCES.items()
        if path.startswith(under)
    }
    return {path: lines for path, lines in found.items() if lines}


def _code_lines(text: str) -> list[str]:
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


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_the_product_does_not_contain(pattern):
    reason, allowed = FORBIDDEN[pattern]
    found = lines_with(pattern)
    assert set(found) == allowed, f"{reason}: {found}"


def test_sql_text_is_written_in_the_firewall_and_in_seven_files_alone():
    found = lines_with(r"\.cursor\(\)|\.raw\(|RawSQL|\.extra\(")
    assert {path for path in found if not path.startswith(WALL)} == set(SQL_TEXT)


def test_every_table_belongs_to_a_side():
    third = {"auth", "contenttypes", "guardian"}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in third:
            assert label_of(model) in (*LABELS, "DOOR"), model


def side_of_folder(path: str) -> str | None:
    """The side of a file, from its folder: the first part below an app, wherever the sides live apart."""
    app, _, inside = path.replace(".", "/").partition("/")
    part = inside.partition("/")[0]
    return part if app in SIDED and part in SIDES else None


def test_the_folder_is_the_side():
    checked = set()
    for model in apps.get_models():
        side = side_of_folder(model.__module__)
        if side and not is_history(model):
            assert label_of(model).lower() == side, model
            checked.add(side)
    assert checked == set(SIDES)


def test_every_model_of_a_sided_app_stands_in_a_folder_of_its_side():
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in SIDED:
            assert side_of_folder(model.__module__), model


def imported(path: str, text: str) -> Iterator[str]:
    """Every module that a file imports or names, whole, wherever in the file: in functions, and in words too."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_]+(\.\w+)+", str(node.value)):
            yield node.value


# Whose folders a side's own code never reaches; what goes across goes through a door.
FAR = {
    "medical": {"commercial", "oversight"},
    "commercial": {"medical", "oversight"},
    "shared": {"medical", "commercial", "oversight"},
    "oversight": set(),  # it reads both sides, and writes on neither
}
REACHED = {"handoffs/commercial/services.py": "handoffs.oversight.models"}  # asking compliance writes its row


def crossings(path: str, text: str) -> set[str]:
    """What a file reaches in folders that its side may not."""
    far = FAR.get(side_of_folder(path) or "", set())
    return {name for name in imported(path, text) if side_of_folder(name + ".x") in far}


def test_no_side_imports_the_other_even_inside_a_function():
    found = {path: sorted(crossings(path, text)) for path, text in SOURCES.items()}
    across = {(path, name) for path, names in found.items() for name in names}
    allowed = {(path, name) for path, name in across if name.startswith(REACHED.get(path, "-"))}
    assert across - allowed == set()
    assert {path for path, _ in allowed} == set(REACHED)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kol_intel/medical/services.py", "def f():\n    from kol_intel.commercial.models import Brief"),
        ("events/commercial/views.py", "import events.medical.models"),
        ("accounts/medical/calls/views.py", "from ...commercial import models"),
        ("accounts/shared/selectors.py", "from handoffs import medical"),
        ("handoffs/medical/rules.py", "def f():\n    import_module('accounts.commercial.models')"),
    ],
)
def test_an_import_across_is_seen_in_every_dress(path, text):
    assert crossings(path, text)


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, its docstring apart."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def too_long(path: str, text: str) -> list[str]:
    """Functions of more than 30 lines with all that is theirs, views of more than 15 with what they do."""
    is_views = path.rsplit("/", 1)[-1].endswith("views.py")
    return [
        f"{path}:{node.name}"
        for node in functions(text)
        if node.end_lineno - node.lineno + 1 > 30 or (is_views and body_lines(node) > 15)
    ]


def test_files_functions_and_views_are_small():
    """Rooms of the house: 350 lines a file, 30 a function, 15 the body of a view, and nothing excepted."""
    assert [path for path, text in SOURCES.items() if len(text.splitlines()) > 350] == []
    assert [name for path, text in SOURCES.items() for name in too_long(path, text)] == []


def test_files_of_tests_are_small_too():
    """A subject has a file of its own, of at most 350 lines."""
    ours = [path for path in (ROOT / "tests").rglob("*.py") if "migrations" not in path.parts]
    assert len(ours) > 200
    assert [path.name for path in ours if len(path.read_text(encoding="utf-8").splitlines()) > 350] == []


@pytest.mark.parametrize(
    ("path", "lines", "is_long"),
    [("a/b.py", 29, False), ("a/b.py", 30, True), ("a/views.py", 15, False), ("a/own_views.py", 16, True)],
)
def test_a_line_too_many_is_seen(path, lines, is_long):
    assert bool(too_long(path, "def f():\n" + "    x = 1\n" * lines)) is is_long
