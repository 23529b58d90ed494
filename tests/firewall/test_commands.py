"""Commands enter a side by themselves, and say which: none reads a record as whoever happens to be connected."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, connection, transaction

from accounts.shared.models import Hcp
from msl_governance.firewall.records import label_of
from tests.accounts import npi_files, test_import_prescribing
from tests.people.test_importing import PEOPLE, TERRITORIES

DOCTOR = npi_files.number(123456781)
OWN = ("accounts", "handoffs", "kol_intel", "committee", "events", "msl_governance")
# The logins under which a command touches records, and no others.
ENTERED = {
    "import_npi": {"steward"},
    "import_deactivated_npi": {"steward"},
    "import_prescribing": {"commercial"},
    "rebuild_report_words": {"medical"},
    "import_people": {"platform"},
    "import_territories": {"platform"},
    "print_policy": set(),
    "createsuperuser": set(),
}
# Not played here, since each works on a whole database.
ELSEWHERE = {
    "demo": "tells through the services, each entering its person's side: tests/demo",
    "migrate": "the owner's tables, no record: test_manifest",
    "prove_firewall": "databases of its own, made up and dropped: test_prove_command",
}


def test_every_command_of_ours_is_known_here():
    ours = {name for name, app in get_commands().items() if app.partition(".")[0] in OWN}
    assert ours == set(ENTERED) | set(ELSEWHERE)


@pytest.fixture
def files(tmp_path):
    """What each command is given."""
    doctor = npi_files.write(
        tmp_path / "npi.csv",
        npi_files.REDUCED,
        [(DOCTOR, "1", "", "VELDRAN", "MIREILLE", "NY", "207RC0000X")],
    )
    gone = npi_files.write(
        tmp_path / "gone.csv", ("NPI", "NPPES Deactivation Date"), [(DOCTOR, "05/23/2024"), (DOCTOR, "")]
    )
    counts = test_import_prescribing.write(
        tmp_path / "counts.csv", test_import_prescribing.NEW, (DOCTOR, "Corvanta", "corvantib", "12")
    )
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "territories.csv").write_text(TERRITORIES)
    return {
        "import_npi": [str(doctor)],
        "import_deactivated_npi": [str(gone)],
        "import_prescribing": [str(counts), "--year", "2024"],
        "import_people": [str(tmp_path / "people.csv"), "--by", "administrator1"],
        "import_territories": [str(tmp_path / "territories.csv"), "--by", "administrator1"],
    }


# Every labelled table but that of who signs in, which is core's to read.
TABLES = {
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if label_of(model) and model._meta.label != settings.AUTH_USER_MODEL
}


class Watched:
    """Which login touched which table of records."""

    def __init__(self):
        self.by_login: dict[str, set[str]] = {}

    def __call__(self, execute, sql, params, many, context):
        touched = {table for table in TABLES if f'"{table}"' in sql}
        if touched:
            self.by_login.setdefault(connection.login, set()).update(touched)
        return execute(sql, params, many, context)


@pytest.mark.parametrize("command", ENTERED)
def test_a_command_touches_records_within_the_sides_it_enters(command, world, files, capsys):
    Hcp.objects.filter(pk=world.north_hcp.pk).update(npi=DOCTOR)
    watched = Watched()
    with connection.as_login("core"), connection.execute_wrapper(watched):
        try:
            call_command(command, *files.get(command, []))
        except CommandError:
            assert command == "createsuperuser"
    capsys.readouterr()
    assert set(watched.by_login) == ENTERED[command], watched.by_login


def test_a_command_that_enters_no_side_is_seen_and_refused(world):
    watched = Watched()
    with connection.as_login("core"), connection.execute_wrapper(watched):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Hcp.objects.count()
    assert set(watched.by_login) == {"core"}
