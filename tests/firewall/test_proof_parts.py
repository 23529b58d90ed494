"""The proof's own parts: what it plays, what it evens out, what it calls a difference, and that it can fail."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.core.files.storage import default_storage
from django.db import models

from accounts.medical.models import CallReport
from handoffs.commercial.models import Inquiry
from handoffs.door import INQUIRY
from handoffs.medical.models import FollowUp, InterestReturn
from msl_governance.firewall.proof import examples, interference, scratch, values, worlds
from msl_governance.firewall.proof.interference import Outcome, Worlds, first_difference, replay
from msl_governance.firewall.proof.pages import Form, Request, fill, read_page
from msl_governance.firewall.proof.player import NORMALISERS, Answer, Player, frozen, normalise
from msl_governance.firewall.proof.values import Values, Variation
from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task
from msl_governance.people.models import MedicalTerritory
from tests.firewall.playing import Playing

ASKED = Request("rep1", "GET", "/accounts/")
ANSWER = Answer(200, b"A: b", b"body", ("SELECT 1",), ("INFO x y",), (b"mail",))
PAGE = b"""<html><a href="/accounts/?page=2">next</a><a href="https://elsewhere.example/">out</a><a href="#top">top</a>
<a href="relative/">relative</a><a name="no-link">none</a><span hx-get="/live/"></span><i hx-post="screen/"></i>
<input name="outside"><form method="post" action="/send/"><input name="csrfmiddlewaretoken" value="secret">
<input name="hcp" type="hidden" value="h1"><input type="text"><textarea name="verbatim"></textarea>
<select name="kind"><option value="">any</option><option value="a">A</option><option value="b">B</option></select>
<option value="stray"></option><input name="sure" type="checkbox"><input name="n" type="number"><input name="mail" type="email">
<button name="action" value="save">s</button><label>no control</label></form><form></form></html>"""


OTHER = [
    ("status", Answer(404, *list(ANSWER.__dict__.values())[1:]), 0),
    ("headers", Answer(200, b"A: c", b"body", ("SELECT 1",), ("INFO x y",), (b"mail",)), 3),
    ("body", Answer(200, b"A: b", b"body, longer", ("SELECT 1",), ("INFO x y",), (b"mail",)), 4),
    ("mails", Answer(200, b"A: b", b"body", ("SELECT 1",), ("INFO x y",), ()), 0),
    ("logs", Answer(200, b"A: b", b"body", ("SELECT 1",), ("INFO x y", "INFO z"), (b"mail",)), 8),
    ("sql", Answer(200, b"A: b", b"body", ("SELECT 2",), ("INFO x y",), (b"mail",)), 7),
]


@pytest.mark.parametrize(("part", "other", "at"), OTHER)
def test_the_first_differing_byte_is_named(part, other, at):
    found = first_difference(ASKED, "words", ANSWER, other)
    assert (found.part, found.at, found.world) == (part, at, "words")
    assert found.base != found.other


@pytest.mark.parametrize(
    ("person", "path", "world", "may"),
    [
        ("administrator1", "/", "five", True),
        ("administrator1", "/people/territories/", "words", True),
        ("administrator1", "/people/", "dates", False),
        ("administrator1", "/notices/", "five", False),
        ("administrator1", "/peoples/", "five", False),
        ("rep1", "/people/", "five", False),
        ("rep1", "/", "five", False),
    ],
)
def test_administrators_alone_see_others_at_pages_about_people_where_people_are_others(
    person, path, world, may
):
    differing = Outcome("MEDICAL")
    replay(Playing(OTHER[2][1]), [Request(person, "GET", path)], [ANSWER], world, differing, stop_at=5)
    assert bool(differing.differences) is not may


def test_replaying_keeps_differences_up_to_a_number():
    outcome = Outcome("MEDICAL")
    changed = OTHER[0][1]
    replay(Playing(ANSWER, changed, ANSWER), [ASKED] * 3, [ANSWER] * 3, "words", outcome, stop_at=5)
    assert (outcome.plays, len(outcome.differences)) == (3, 1)
    replay(Playing(changed, changed, changed), [ASKED] * 3, [ANSWER] * 3, "links", outcome, stop_at=3)
    assert (outcome.plays, len(outcome.differences)) == (5, 3)


def test_worlds_after_enough_differences_are_not_played(monkeypatch):
    """The script comes from the first world; a world that differs too often ends the comparison."""
    from contextlib import contextmanager

    @contextmanager
    def made(viewer, source):
        yield Worlds(viewer, {"a": "a", "b": "b", "c": "c"}, {"a": {}, "b": {}, "c": {}})

    @contextmanager
    def still():
        yield Playing(OTHER[0][1])

    monkeypatch.setattr(interference, "prepared", made)
    monkeypatch.setattr(interference, "frozen", still)
    monkeypatch.setattr(interference.scratch, "use", lambda name: None)
    monkeypatch.setattr(interference, "explore", lambda *args: ([ASKED], [ANSWER]))
    monkeypatch.setattr(interference, "prime", lambda player, viewer: None)
    monkeypatch.setattr(interference, "passages", dict)
    Playing.enter_world = lambda self: None
    said = []
    outcome = interference.compare("MEDICAL", progress=said.append, stop_at=1)
    assert len(said) == 3
    assert (outcome.requests, outcome.plays, len(outcome.differences)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("part", "random", "kept"),
    [
        ("body", b'name="csrfmiddlewaretoken" value="' + b"Ab9x" * 16 + b'">', b'name="csrfmiddlewaretoken" value="CSRF">'),
        ("headers", b"threshold=" + b"ab12" * 8 + b"; expires=Mon; Path=/", b"threshold=COOKIE; Path=/"),
        ("headers", b"csrftoken=" + b"Ab12" * 8 + b"; Path=/", b"csrftoken=COOKIE; Path=/"),
        ("sql", b'RELEASE SAVEPOINT "s1234_x7"', b"RELEASE SAVEPOINT NAME"),
    ],
)  # fmt: skip
def test_what_is_random_by_design_is_evened_out_and_nothing_more(part, random, kept):
    canary = b'<input name="hcp" value="xylomed"> other=xylomed; s1_xylomed "sX_x1"\n'
    assert normalise(part, random) == kept
    assert normalise(part, canary + random) == canary + kept
    # Not in any other part of an answer, where the same words would be somebody's.
    assert all(normalise(other, random) == random for other in NORMALISERS if other != part)


@pytest.mark.parametrize(
    ("part", "telling"),
    [
        ("headers", b"threshold_waiting=17"), ("headers", b"Location: /x?threshold=" + b"a" * 32),
        ("headers", b"threshold=17; Path=/"), ("body", b'name="csrfmiddlewaretoken" value="17 reports"'),
        ("body", b"<b>s17_x3</b>"), ("sql", b'SELECT "s17_x3"'),
    ],
)  # fmt: skip
def test_what_only_looks_random_is_compared(part, telling):
    assert normalise(part, telling) == telling


def test_a_page_is_read_as_a_browser_would():
    page = read_page("/here/", PAGE)
    assert page.links == ["/accounts/?page=2", "/here/relative/", "/live/"]
    assert page.posts == ["/here/screen/"]
    sent, empty = page.forms
    assert (sent.method, sent.action) == ("POST", "/send/")
    assert set(sent.kinds) == {"hcp", "verbatim", "kind", "sure", "n", "mail", "action"}
    assert sent.fields["kind"] == ["a", "b"]
    assert (empty.method, empty.action, empty.kinds) == ("GET", "/here/", {})


def test_a_form_is_filled_as_a_careful_person_would():
    form = read_page("/here/", PAGE).forms[0]
    first, second = dict(fill(form, 0)), dict(fill(form, 1))
    assert (first["hcp"], first["action"], first["sure"], first["n"]) == ("h1", "save", "on", "30")
    assert (first["kind"], second["kind"]) == ("a", "b")
    assert first["verbatim"] == "What is known about renal dosing?"
    assert first["mail"] == "doctor@proof.example"
    assert fill(Form("POST", "/", {}, {"kind": "select"})) == (("kind", ""),)


class Gathering(models.TextField):
    """A kind of field the proof has never seen."""


class TestValues:
    def test_a_field_nobody_taught_it_is_an_error(self):
        made = Values(Variation("base"), {})
        field = models.Field(name="length")
        with pytest.raises(TypeError, match=r"teach msl_governance\.firewall\.proof\.values"):
            made.of(field, worlds, 0)
        assert made.of(Gathering(name="words"), worlds, 3) == "plain  words 3"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            (models.DecimalField(max_digits=3, decimal_places=2), Decimal("1.04")),
            (models.DecimalField(max_digits=2, decimal_places=2), Decimal("0.04")),
            (models.SlugField(), "plain-x-103"),
            (models.URLField(max_length=30), "https://proof.example/plain-x-"),
            (models.JSONField(default=dict), {"note": "plain  x 103"}),
            (models.JSONField(default=list), ["plain  x 103"]),
            (models.FloatField(), 26.0),
            (models.DurationField(), timedelta(minutes=104)),
            (models.BinaryField(), b"plain  x 103"),
            (ArrayField(models.IntegerField()), [104]),
            (DateRangeField(), (date(2026, 2, 7), None)),
        ],
    )
    def test_a_value_for_every_kind_of_field(self, field, value):
        field.set_attributes_from_name("x")
        assert Values(Variation("base"), {}).of(field, worlds, 103) == value
        others = Values(Variation("words", word="zephyrine", figure=3, days=-1), {})
        assert others.of(field, CallReport, 103) != value

    def test_a_file_holds_words_and_lies_in_memory(self, settings):
        made = Values(Variation("base"), {}).of(models.FileField(name="paper"), CallReport, 4)
        assert (made.read(), made.name[-4:]) == (b"xylomed  paper 4", ".txt")
        with scratch.files_in_memory():
            default_storage.save("kept.txt", made)
        with scratch.files_in_memory():
            assert default_storage.open("kept.txt").read() == b"xylomed  paper 4"

    def test_a_row_refers_to_an_earlier_row_of_its_kind(self):
        field = MedicalTerritory._meta.get_field("parent")
        for made in range(6):
            pools = {MedicalTerritory: [f"row {n}" for n in range(made)]}
            chosen = Values(Variation("base"), pools).of(field, MedicalTerritory, made)
            assert chosen == (f"row {made // 2}" if made else None)

    def test_in_a_joint_room_everybody_may_stand(self):
        assert Values(Variation("base"), {"all": ["msl", "rep"]}).people("JOINT") == ["msl", "rep"]

    def test_what_a_record_needs_comes_first_and_once(self):
        found = worlds._needed_by(InterestReturn, {})
        assert found.index(CallReport) < found.index(FollowUp)
        assert InterestReturn not in found
        assert worlds._needed_by(InterestReturn, {FollowUp: [1], CallReport: [1]}) == []

    def test_before_a_record_crosses_what_it_refers_to_is_made(self, db, monkeypatch):
        made = []

        def rows(model, variation, pools, fixed=None):
            made.append(model)
            pools[model] = []

        monkeypatch.setattr(worlds, "CROSSINGS", {INQUIRY.name: INQUIRY})
        monkeypatch.setattr(worlds, "_needed_by", lambda source, pools: [CallReport])
        monkeypatch.setattr(worlds, "_rows", rows)
        worlds._crossed({})
        assert made == [CallReport, Inquiry]

    def test_a_reference_to_nothing_is_none(self):
        from accounts.shared.models import Affiliation

        made = Values(Variation("base"), {})
        assert made.of(Affiliation._meta.get_field("hcp"), Affiliation, 0) is None

    def test_words_fit_their_column_and_name_their_side(self):
        made = Values(Variation("words", word="zephyrine"), {})
        assert made.text(models.CharField(name="summary", max_length=12), CallReport, 4) == "4 xylomed ze"
        assert made.text(models.CharField(name="x", max_length=90), worlds, 4) == "plain  x 4"

    def test_models_that_refer_to_each_other_in_a_circle(self, monkeypatch):
        one, two = (model for model in values.labelled("SHARED")[:2])
        monkeypatch.setattr(values, "needs", lambda model: {one, two} - {model})
        with pytest.raises(ValueError, match="in a circle"):
            values.labelled("SHARED")

    def test_a_model_without_fitting_examples_is_an_error(self, db, monkeypatch):
        from handoffs.commercial.models import Inquiry

        # Submitted without the moment of it: the table takes no such row.
        monkeypatch.setattr(
            examples, "_examples", {Inquiry._meta.label: [{"state": "submitted", "submitted_at": None}]}
        )
        with pytest.raises(ValueError, match=r"Hardly a row of handoffs_commercial\.Inquiry can be made"):
            worlds._rows(
                Inquiry, Variation("base"), {"people:COMMERCIAL": ["0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"]}
            )

    def test_a_door_that_does_not_open_for_the_proof_is_an_error(self, world):
        with pytest.raises(ValueError, match="“inquiry” did not open"):
            worlds._carry(INQUIRY, "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab", world.rep1.pk)

    def test_what_arrived_and_has_no_examples_stays_as_it_came(self, monkeypatch):
        """No database mark on this test: a query would fail it."""
        monkeypatch.setattr(examples, "_arrived", {})
        assert worlds._receive(FollowUp, Variation("base"), {FollowUp: ["0f0f0f0f"]}) is None

    def test_an_empty_world_receives_nothing(self):
        assert worlds._receive(worlds, Variation("none", count=0), {}) is None


def test_a_frozen_player_signs_in_once_and_reads_the_log(world):
    with frozen() as player:
        assert isinstance(player, Player)
        first = player.play(Request("rep1", "GET", "/accounts/"))
        assert player.client("rep1") is player.client("rep1")
        fragment = player.play(Request("rep1", "GET", "/accounts/", htmx=True))
        sent = player.play(
            Request("rep1", "POST", "/handoffs/commercial/screen/", (("verbatim", "x"), ("verbatim", "y")))
        )
        nobody = player.play(Request("", "GET", "/accounts/"))
        kept = player.client("rep1")
        player.enter_world()
        assert player.client("rep1") is not kept
    assert (first.status, fragment.status, nobody.status) == (200, 200, 302)
    assert sent.status < 500
    assert any("accounts_shared_hcp" in statement for statement in first.sql)
    assert len(first.body) > len(fragment.body)


def test_whose_session_was_ended_signs_in_again(world):
    with frozen() as player:
        assert player.play(Request("msl1", "GET", "/")).status == 200
        before = player.client("msl1")
        before.logout()
        assert player.play(Request("msl1", "GET", "/")).status == 302
        assert player.play(Request("msl1", "GET", "/")).status == 200
        assert player.client("msl1") is not before


@side_task(Side.COMMERCIAL)
def publishing(*ids):
    """A task that calls another and then breaks."""
    if ids:
        raise LookupError("the words of a record")
    publishing.delay("0f0f0f0f")


def test_a_task_is_played_with_what_it_publishes_and_how_it_ends(world):
    with frozen() as player:
        ended = player.play(Request("", "TASK", f"{__name__}.publishing"))
        quiet = player.play(Request("", "TASK", "handoffs.medical.tasks.route_arrivals"))
    assert ended.body.decode().splitlines() == [f"{__name__}.publishing ('0f0f0f0f',) {{}}", "TaskFailed"]
    assert quiet.body == b""
    assert quiet.sql
