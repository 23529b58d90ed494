"""T8: identities under interleaved work: right login, right person, whatever failed before; PgBouncer included."""

import os
import pwd
import random
import shutil
import subprocess
import threading
import time

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test import override_settings

from msl_governance.firewall import database
from msl_governance.firewall.database import base
from msl_governance.firewall.proof import scratch
from msl_governance.firewall.sides import Side

pytestmark = pytest.mark.logins
WHO = "select session_user, current_user, current_setting('threshold.person', true)"
ROLES = ("msl1", "rep1", "compliance1", "administrator1")
TURNS, THREADS = 3_400, 3


def who():
    with connection.cursor() as cursor:
        cursor.execute(WHO)
        return cursor.fetchone()


@pytest.fixture
def committed(logins, django_db_blocker):
    """Django's own connection on the committed database, outside any transaction."""
    with django_db_blocker.unblock():
        scratch.use(logins.database)
        with connection.as_login("core"):
            people = list(get_user_model().objects.filter(username__in=ROLES))
            yield people
        scratch.use(logins.database)


def one_turn(person, chosen):
    """One unit of work that may fail in the ways work fails; returns what was wrong, or nothing."""
    expected = f"threshold_{person.side.lower()}"
    way, wrong = chosen.randrange(7), []
    try:
        with database.acting_as(person):
            seen = who()
            if seen != (expected, expected, str(person.pk)):
                wrong.append(seen)
            if way == 0:
                raise ValueError
            if way == 1:
                with connection.cursor() as cursor:
                    cursor.execute("select 1/0")
            if way == 2:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("select set_config('threshold.person', 'forged', true)")
            if way == 3:
                database.on_commit(lambda: wrong.append(who()) if who()[2] != str(person.pk) else None)
            if way == 4:
                with transaction.atomic():
                    transaction.set_rollback(True)
            if way == 5:
                with connection.cursor() as cursor:
                    cursor.execute("set local statement_timeout = 1; select pg_sleep(0.05)")
    except (ValueError, DatabaseError):
        pass
    after = who()
    if (after[0], after[2] or "") != ("threshold_core", ""):
        wrong.append(("afterwards", after))
    return wrong


def interleave(people, turns, seed):
    """Many turns of everybody in this thread, on this thread's own connections."""
    chosen, wrong = random.Random(seed), []
    with connection.as_login("core"):
        for _turn in range(turns):
            wrong += one_turn(chosen.choice(people), chosen)
    connection.close()
    return wrong


def in_threads(people, turns):
    found, threads = [], []
    for number in range(THREADS):
        thread = threading.Thread(target=lambda n=number: found.extend(interleave(people, turns, n)))
        threads.append(thread)
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_ten_thousand_interleaved_turns(committed):
    assert in_threads(committed, TURNS) == []


def test_the_test_sees_a_wrong_identity(committed, monkeypatch):
    monkeypatch.setattr("msl_governance.firewall.database.identity._leave", lambda *args: None)
    assert one_turn(committed[0], random.Random(1)) != []
    connection.login = "core" if connection.login == "core" else connection.login
    connection.close()


class TestEntering:
    """How a side is entered, and how it is not."""

    def test_never_inside_another_logins_transaction(self, committed):
        medical, commercial = self._pair(committed)
        with database.acting_as(medical):
            with pytest.raises(TransactionManagementError, match="never entered or left"):
                base.DatabaseWrapper.become(connection._connections["default"], "commercial")
        # The tests' own backend would take the role instead; the login it runs as may not.
        with pytest.raises(DatabaseError, match="permission denied"), database.acting_as(medical):
            with database.acting_as(commercial):
                pass

    def test_the_same_side_may_nest_and_comes_back(self, committed):
        medical, _commercial = self._pair(committed)
        with database.acting_as(medical):
            with database.acting_for(Side.MEDICAL, reason="task"):
                assert who()[2] == ""
            assert who()[2] == str(medical.pk)
            assert database.current_person_id() == str(medical.pk)
            assert database.current_login() == "medical"

    def test_nobody_and_the_inactive_act_for_no_side(self, committed):
        person = committed[0]
        person.is_active = False
        for nobody in (person, None):
            with pytest.raises(database.NotAllowedHere), database.acting_as(nobody):
                pass

    def test_a_thread_of_its_own_is_core(self, committed):
        medical, _commercial = self._pair(committed)
        seen = []
        with database.acting_as(medical):
            thread = threading.Thread(target=lambda: seen.append(self._bare()))
            thread.start()
            thread.join()
        assert seen == ["refused"]

    def test_a_process_of_one_side_enters_no_other(self, committed):
        medical, commercial = self._pair(committed)
        with override_settings(THRESHOLD_SIDE="commercial"):
            with database.acting_as(commercial):
                assert who()[0] == "threshold_commercial"
            with pytest.raises(database.SideNotHeld), database.acting_as(medical):
                pass

    def test_a_login_without_a_password_is_not_held(self, committed, monkeypatch):
        monkeypatch.delitem(connection.settings_dict["LOGINS"], "steward")
        with connection.as_login("steward"), pytest.raises(ImproperlyConfigured, match="no password"):
            who()

    def test_on_commit_runs_as_the_same_person(self, committed):
        medical, _commercial = self._pair(committed)
        seen = []
        with database.acting_as(medical):
            database.on_commit(lambda: seen.append(who()))
        assert seen == [("threshold_medical", "threshold_medical", str(medical.pk))]

    def _pair(self, people):
        by_side = {person.side: person for person in people}
        return by_side["MEDICAL"], by_side["COMMERCIAL"]

    def _bare(self):
        from accounts.medical.models import CallReport

        try:
            with connection.as_login("core"):
                return CallReport.objects.count()
        except DatabaseError:
            return "refused"
        finally:
            connection.close()


@pytest.fixture
def pgbouncer(committed, tmp_path, monkeypatch):
    """PgBouncer in transaction mode with three server connections per login, in front of the same server."""
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if not program:
        if os.environ.get("CI") == "true" and os.getuid() == 0:
            pytest.fail("PgBouncer is missing: apt-get install pgbouncer.")
        pytest.skip("PgBouncer is not installed.")
    logins = connection.settings_dict["LOGINS"]
    port = 16432 + os.getpid() % 4000
    (tmp_path / "users.txt").write_text(
        "".join(f'"{p["USER"]}" "{p["PASSWORD"]}"\n' for p in logins.values())
    )
    (tmp_path / "pgbouncer.ini").write_text(
        f"[databases]\n* = host='{logins['core']['HOST']}' port={logins['core']['PORT'] or 5432}\n[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\n"
        f"auth_file = {tmp_path}/users.txt\npool_mode = transaction\ndefault_pool_size = 3\n"
        f"logfile = {tmp_path}/log\npidfile = {tmp_path}/pid\n"
    )
    keeper = (
        pwd.getpwuid(os.stat(logins["core"]["HOST"]).st_uid).pw_name
        if os.path.exists(logins["core"]["HOST"])
        else ""
    )
    user = ["-u", keeper or "nobody"] if os.getuid() == 0 else []
    for path in (tmp_path, *tmp_path.parents):
        if os.getuid() == 0 and str(path).startswith("/tmp/"):
            os.chmod(path, 0o777)
    server = subprocess.Popen([program, *user, str(tmp_path / "pgbouncer.ini")], stderr=subprocess.DEVNULL)
    for params in logins.values():
        monkeypatch.setitem(params, "HOST", "127.0.0.1")
        monkeypatch.setitem(params, "PORT", str(port))
    connection.close()
    time.sleep(1.5)
    yield server
    connection.close()
    server.terminate()
    server.wait(10)


def test_ten_thousand_turns_through_pooled_connections(pgbouncer, committed):
    assert who()[0] == "threshold_core"
    assert in_threads(committed, TURNS) == []
