"""T1c: the mutation score of the proof itself. Leaks planted on purpose must be found, clean pages must not."""

import pytest
from django.db import connection
from django.test import override_settings

from msl_governance.firewall.proof import interference, scratch
from msl_governance.firewall.proof.interference import Outcome, Request, prepared, replay
from msl_governance.firewall.proof.player import frozen
from tests.firewall.leaks.planted import LEAKS

OPEN_THE_WALL = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO threshold_commercial"
ASKED = [Request("rep1", "GET", f"/leak/{name}/") for name in LEAKS]
CLEAN = [Request("rep1", "GET", path) for path in ("/leak-free/", "/accounts/", "/", "/notifications/")]


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Worlds that differ in medical records, with the database wall standing."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), prepared("COMMERCIAL") as made:
        yield made
        scratch.use(original)


def found(worlds, requests) -> set[str]:
    """Addresses that answered differently in some world."""
    outcome, base = Outcome("COMMERCIAL"), []
    with override_settings(ROOT_URLCONF="tests.firewall.leaks.urls"), frozen() as player:
        for world, name in worlds.names.items():
            scratch.use(name)
            player.enter_world()
            if not base:
                base = [player.play(request) for request in requests]
                assert all(a.status == 200 for r, a in zip(requests, base, strict=True) if r in CLEAN)
            else:
                replay(player, requests, base, world, outcome, stop_at=10_000)
    return {difference.request.path for difference in outcome.differences}


def statement_in_all(worlds, statement):
    for name in worlds.names.values():
        scratch.use(name)
        with connection.as_login("owner"), connection.cursor() as cursor:
            cursor.execute(
                "select string_agg(quote_ident(tablename), ',') from pg_tables where schemaname='public'"
            )
            tables = cursor.fetchone()[0]
            cursor.execute(statement.replace("ALL TABLES IN SCHEMA public", tables))


def test_with_the_database_wall_standing_no_leak_reaches_anybody(worlds, django_db_blocker):
    assert found(worlds, ASKED) == set()
    assert found(worlds, CLEAN) == set()


def test_with_the_wall_open_every_planted_leak_is_found_and_no_clean_page(worlds, django_db_blocker):
    statement_in_all(worlds, OPEN_THE_WALL)
    try:
        caught = found(worlds, ASKED)
        missed = {request.path for request in ASKED} - caught
        print(f"planted {len(ASKED)}, found {len(caught)}, missed {sorted(missed)}")
        assert len(ASKED) >= 26
        assert len(caught) / len(ASKED) >= 0.98
        assert found(worlds, CLEAN) == set()
    finally:
        statement_in_all(worlds, OPEN_THE_WALL.replace("GRANT", "REVOKE").replace(" TO ", " FROM "))


def test_difference_names_part_and_byte():
    base = interference.Answer(200, b"a", b"same1", (), ())
    other = interference.Answer(200, b"a", b"same2", (), ())
    named = interference.first_difference(ASKED[0], "none", base, other)
    assert (named.part, named.at) == ("body", 4)
    with pytest.raises(ValueError, match="equal"):
        interference.first_difference(ASKED[0], "none", base, base)
