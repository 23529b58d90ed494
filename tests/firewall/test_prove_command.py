"""``prove_firewall`` itself: that it says what it showed, and fails where anything differs or stayed silent."""

import io
import json
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from msl_governance.firewall.doors import CROSSINGS
from msl_governance.firewall.management.commands import prove_firewall
from msl_governance.firewall.proof import explore, interference, scratch
from msl_governance.firewall.proof.catalogue import Path
from msl_governance.firewall.proof.interference import Difference, Outcome
from msl_governance.firewall.proof.pages import Request
from msl_governance.firewall.proof.values import Variation


class Here:
    """Runs at once, in this process, what a pool would run in others."""

    def __init__(self, *args, **kwargs):
        self.done = []

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None

    def submit(self, function, *args):
        outcome = function(*args)

        class Waiting:
            def result(self):
                return outcome

        return Waiting()


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Databases of the proof are made outside any transaction."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        yield
        scratch.use(original)


class TestCommand:
    @pytest.fixture
    def small(self, monkeypatch, empty_database):
        """Two worlds each way, one witness, few links and forms, one process."""
        template = scratch.template
        monkeypatch.setattr(scratch, "template", lambda source=empty_database: template(source))
        few = (Variation("base"), Variation("words", word="zephyrine"))
        prepared = interference.prepared
        monkeypatch.setattr(interference, "prepared", lambda viewer, source: prepared(viewer, few, source))
        monkeypatch.setattr(prove_firewall, "ProcessPoolExecutor", Here)
        monkeypatch.setattr(explore, "WITNESSES", {"COMMERCIAL": ("rep1",), "MEDICAL": ("msl1",)})
        monkeypatch.setattr(explore, "LINKS_EACH", 1)
        in_turn = explore.in_turn
        monkeypatch.setattr(explore, "in_turn", lambda forms, count: in_turn(forms, 25))

    def test_no_byte_differs_and_what_stayed_silent_is_said(self, committed, small, capfd):
        """Too few requests to reach every address and door: the command says which, and finds no difference."""
        out, error = io.StringIO(), ""
        try:
            call_command("prove_firewall", requests=40, json=True, stdout=out)
        except CommandError as refused:
            error = str(refused)
        report = json.loads(out.getvalue())
        assert report["differing"] == 0
        assert len(error.splitlines()) == len(report["not_answered"]) + len(report["not_crossed"])
        assert report["routes_answered"] > report["routes"] / 2 > 15
        assert min(report["requests"].values()) > 40
        assert report["plays"] >= 2 * sum(report["requests"].values())
        assert len(report["paths"]) == sum(len(one.destinations) for one in CROSSINGS.values())
        assert "commercial: world “words”" in capfd.readouterr().err

    def said(self, monkeypatch, *, here=(), problems=(), flows=(), outcomes=(), requests=5):
        monkeypatch.setattr(prove_firewall.Command, "_here", lambda self: list(here))
        monkeypatch.setattr(scratch, "template", lambda: nullcontext(("empty", [])))
        monkeypatch.setattr(prove_firewall.Command, "_flows", lambda self: (list(problems), set(flows)))
        monkeypatch.setattr(prove_firewall.Command, "_both", lambda self, requests, source: list(outcomes))
        out = io.StringIO()
        try:
            call_command("prove_firewall", requests=requests, stdout=out)
        except CommandError as error:
            return out.getvalue(), str(error)
        return out.getvalue(), ""

    def outcome(self, **changes):
        facts = {
            "viewer": "MEDICAL", "requests": 5, "plays": 10, "routes": {"/a/"}, "answered": {"/a/", ""},
            "crossed": dict.fromkeys(CROSSINGS, 1),
        }  # fmt: skip
        return Outcome(**facts | changes)

    def test_what_it_says_where_all_is_well(self, monkeypatch):
        flows = [Path("MEDICAL", "COMMERCIAL", "threshold_door_2_standing")]
        words, error = self.said(monkeypatch, flows=flows, outcomes=[self.outcome()])
        assert error == ""
        assert "Requests compared: 5 as medical; 10 plays in all worlds; 0 differ." in words
        assert "Addresses answered with success: 1 of 1." in words
        assert "  MEDICAL > COMMERCIAL: threshold_door_2_standing" in words

    def test_what_is_open_in_the_connected_database_fails_it(self, monkeypatch):
        _words, error = self.said(monkeypatch, here=["A reads B."], outcomes=[self.outcome()])
        assert error == "A reads B."

    def test_the_connected_database_is_looked_at(self, db):
        assert prove_firewall.Command()._here() == []
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute("GRANT SELECT ON accounts_medical_callreport TO threshold_commercial")
        found = prove_firewall.Command()._here()
        assert any(
            "In this database: threshold_commercial reads accounts_medical_callreport" in one for one in found
        )
        assert any("The privileges on tables in the database are not as" in one for one in found)

    def test_a_database_without_tables_is_not_judged(self, db):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute("ALTER TABLE firewall_manifest RENAME TO elsewhere")
        assert prove_firewall.Command()._here() == []

    def test_a_flow_no_door_declares_fails_it(self, monkeypatch):
        _words, error = self.said(monkeypatch, problems=["A reaches B."], outcomes=[self.outcome()])
        assert error == "A reaches B."

    def test_an_address_that_answered_nobody_fails_it(self, monkeypatch):
        _words, error = self.said(monkeypatch, outcomes=[self.outcome(answered=set())])
        assert error == "/a/ answered nobody with success."

    def test_a_door_nothing_went_through_fails_it(self, monkeypatch):
        crossed = dict.fromkeys(CROSSINGS, 2) | {"interest": 0}
        _words, error = self.said(monkeypatch, outcomes=[self.outcome(crossed=crossed)])
        assert error == "No request carried “interest” through its door."

    def test_fewer_different_requests_than_wanted_fail_it(self, monkeypatch):
        _words, error = self.said(monkeypatch, outcomes=[self.outcome()], requests=6)
        assert error == "Only 5 different requests were found to ask as medical."

    @pytest.mark.parametrize(("person", "named"), [("rep1", "rep1"), ("", "nobody")])
    def test_a_differing_byte_fails_it_and_is_shown(self, monkeypatch, person, named):
        found = Difference(Request(person, "GET", "/a/"), "words", "body", 7, "one", "two")
        words, error = self.said(monkeypatch, outcomes=[self.outcome(differences=[found] * 9)])
        assert "9 differ" in words
        assert error.count(f"GET /a/ as {named}: body differs in world “words” at 7:") == 5
        assert "base:  'one'\n  other: 'two'" in error
