"""T1c: the mutation score of the proof itself. Leaks planted on purpose must be found, in both directions, and the
product at large must raise no alarm, even where the database wall is open and the code's walls stand alone."""

from collections import defaultdict

import pytest
from django.db import connection
from django.test import override_settings

from msl_governance.firewall.proof import explore, interference, scratch
from msl_governance.firewall.proof.explore import Explorer
from msl_governance.firewall.proof.interference import Outcome, Request, prepared, replay
from msl_governance.firewall.proof.order import route_of
from msl_governance.firewall.proof.pages import routes
from msl_governance.firewall.proof.player import THEIRS, frozen
from tests.firewall.leaks.urls import PLANTED

OPEN, SHUT = ("{} SELECT ON ALL TABLES IN SCHEMA public {} threshold_{}".format(*words, "{}")
              for words in (("GRANT", "TO"), ("REVOKE", "FROM")))  # fmt: skip
WITNESS = {"COMMERCIAL": "rep1", "MEDICAL": "msl1"}
AT_LEAST = {"COMMERCIAL": 39, "MEDICAL": 36}  # as the threat model says


class Worlds:
    """The worlds one side compares, the leaks planted for it, and a detector."""

    def __init__(self, viewer, made):
        self.viewer, self.made = viewer, made
        paths = [f"/leak/{viewer.lower()}/{name}/" for name in PLANTED[viewer]]
        self.planted = [Request(WITNESS[viewer], "GET", path) for path in paths]

    def found(self, requests, worlds=()) -> set[str]:
        """Addresses that answered differently in some of ``worlds`` (all); ``requests`` may be found in the first."""
        outcome, base = Outcome(self.viewer), []
        with override_settings(ROOT_URLCONF="tests.firewall.leaks.urls"), frozen() as player:
            for world in worlds or self.made.names:
                scratch.use(self.made.names[world])
                player.enter_world()
                if base:
                    replay(player, requests, base, world, outcome, stop_at=10_000)
                elif callable(requests):
                    requests, base = requests(player, self.made.ids[world])
                else:
                    base = [player.play(request) for request in requests]
        return {difference.request.path for difference in outcome.differences}

    def in_all(self, statement):
        """A statement about every table of ours, in every world, by the owner."""
        for name in self.made.names.values():
            scratch.use(name)
            with connection.as_login("owner"), connection.cursor() as cursor:
                cursor.execute(
                    "select string_agg(quote_ident(tablename), ',') from pg_tables where schemaname='public'"
                )
                tables = cursor.fetchone()[0]
                cursor.execute(
                    statement.format(self.viewer.lower()).replace("ALL TABLES IN SCHEMA public", tables)
                )

    def product(self, player, ids):
        """Every address of the product as two people of the side, with a link of each kind and three ids."""
        explorer = Explorer(player, Outcome(self.viewer))
        people = explore.WITNESSES[self.viewer][::2][:2]
        asked = [*explore._plain(self.viewer), *explore._about_a_doctor(self.viewer, ids)]
        asked = [
            request
            for request in asked
            if "/leak/" not in request.path and request.method == "GET" and not request.htmx
        ]
        explorer.walk([request for request in asked if request.person in people])
        probes = defaultdict(list)
        for request in explore._probing(self.viewer, ids):
            if request.person in people:
                probes[request.person, route_of(request.path)].append(request)
        for found in probes.values():
            explorer.walk(found[:3])
        self.asked = {route_of(request.path) for request in explorer.script}
        self.answered = sum(answer.status == 200 for answer in explorer.base)
        return explorer.script, explorer.base


@pytest.fixture(scope="module", params=["COMMERCIAL", "MEDICAL"])
def worlds(request, empty_database, django_db_blocker):
    """Worlds that differ in the other side's records, with the database wall standing."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), prepared(request.param, source=empty_database) as made:
        yield Worlds(request.param, made)
        scratch.use(original)


@pytest.fixture(scope="module")
def opened(worlds):
    """The same with the database wall open for the side that looks."""
    worlds.in_all(OPEN)
    yield worlds
    worlds.in_all(SHUT)


def test_with_the_database_wall_standing_no_leak_reaches_anybody(worlds):
    assert worlds.found(worlds.planted) == set()


def test_with_the_wall_open_the_planted_leaks_are_found(opened):
    caught = opened.found(opened.planted)
    missed = {request.path for request in opened.planted} - caught
    print(f"planted {len(opened.planted)} as {opened.viewer}, found {len(caught)}, missed {sorted(missed)}")
    assert len(opened.planted) >= AT_LEAST[opened.viewer]
    assert len(caught) / len(opened.planted) >= 0.98


def test_with_the_wall_open_the_product_at_large_raises_no_alarm(opened, monkeypatch):
    monkeypatch.setattr(explore, "LINKS_EACH", 1)
    # Counts and words; all seven worlds are played by the proof itself.
    assert opened.found(opened.product, ("base", "five", "words")) == set()
    assert opened.asked - {""} == {route.template for route in routes()}
    assert opened.answered > 60


def test_people_and_territories_of_the_other_side_are_others(worlds, monkeypatch):
    """More of them in one world, other names in another: administrators see it by right, and nobody else does."""
    pages = [Request("administrator1", "GET", path) for path in ("/people/", "/people/territories/")]
    assert worlds.found(pages) == set()
    monkeypatch.setattr(interference, "_may_differ", lambda request, world: False)
    assert worlds.found(pages, ("base", "five")) == worlds.found(pages, ("base", "words")) == {
        page.path for page in pages
    }  # fmt: skip
    assert worlds.found(pages, ("base", "none", "dates", "authors", "links")) == set()


def test_what_a_task_of_the_other_side_tells_is_found(worlds):
    """Nothing is seen while it runs; the next page shows it, and differs."""
    page = Request(WITNESS[worlds.viewer], "GET", "/accounts/list/")
    telling = Request("", THEIRS, "tests.firewall.leaks.tools.tell")
    assert worlds.found([page]) == set()
    assert worlds.found([telling, page]) == {page.path}


def test_difference_names_part_and_byte():
    asked = Request("rep1", "GET", "/")
    base = interference.Answer(200, b"a", b"same1", (), ())
    other = interference.Answer(200, b"a", b"same2", (), ())
    named = interference.first_difference(asked, "none", base, other)
    assert (named.part, named.at) == ("body", 4)
    with pytest.raises(ValueError, match="equal"):
        interference.first_difference(asked, "none", base, base)
