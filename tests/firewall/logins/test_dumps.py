"""T9 on a committed database: what a login could dump, and what the server's own log holds."""

from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from msl_governance.firewall.proof.values import CANARY

SECRET = CANARY["MEDICAL"]


@pytest.mark.logins
class TestDumps:
    """What a dump made with a login's own password holds, and what the server's own log holds."""

    def readable(self, logins, login):
        return [
            name
            for (name,) in logins.ask(
                login,
                "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace"
                " and c.relkind = 'r' and has_table_privilege(c.oid, 'SELECT')",
            )
        ]

    def test_every_row_commercial_can_read_holds_no_word_of_medical(self, logins):
        asked = 0
        for table in self.readable(logins, "commercial"):
            for (text,) in logins.ask("commercial", f'SELECT t::text FROM "{table}" t'):
                assert SECRET not in text, table
                asked += 1
        assert asked > 50

    def test_the_same_scan_finds_medicals_words_as_medical(self, logins):
        found = [
            table
            for table in self.readable(logins, "medical")
            if any(SECRET in text for (text,) in logins.ask("medical", f'SELECT t::text FROM "{table}" t'))
        ]
        assert "accounts_medical_callreport" in found
        assert len(found) >= 5

    def test_the_servers_log_holds_no_word(self, logins):
        for login in ("medical", "commercial"):
            with pytest.raises(psycopg2.Error):
                logins.ask(login, f"SELECT '{SECRET}'::int")
        home = Path(connection.settings_dict["LOGINS"]["admin"]["HOST"])
        logs = [p for p in home.parents[1].rglob("*.log") if p.stat().st_size < 50_000_000]
        assert logs
        for file in logs:
            assert SECRET not in file.read_text(errors="replace"), file
