"""How the proof finds what to ask: addresses, links, forms, and the order in which forms are sent."""

import pytest

from handoffs.medical.actions import ACTIONS
from handoffs.medical.models import FollowUp
from msl_governance.firewall.proof import explore, order, pages
from msl_governance.firewall.proof.explore import Explorer
from msl_governance.firewall.proof.interference import Outcome
from msl_governance.firewall.proof.order import route_of
from msl_governance.firewall.proof.pages import Request, Route
from msl_governance.firewall.proof.player import Answer

from .playing import Playing

ASKED = Request("rep1", "GET", "/accounts/")


def test_addresses_and_their_patterns():
    route = Route("x", "/accounts/<uuid:pk>/")
    assert route.takes_ids
    assert route.path("7") == "/accounts/7/"
    assert not Route("y", "/accounts/").takes_ids
    assert route_of("/accounts/?page=2") == "/accounts/"
    assert route_of("/there/is/nothing/") == ""
    found = pages.routes()
    assert len({one.template for one in found}) == len(found) > 30


def test_each_step_is_an_address_of_its_own():
    key = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
    of_steps = {one.template: one.page for one in pages.routes() if one.page}
    for step in ACTIONS:
        template = f"/handoffs/medical/<uuid:pk>/{step}/"
        assert of_steps[template] == "/handoffs/medical/<uuid:pk>/"
        assert route_of(f"/handoffs/medical/{key}/{step}/") == template
    assert route_of(f"/handoffs/medical/{key}/no-such-step/") == ""
    assert "/people/<uuid:pk>/steps/leave/" in of_steps
    assert not [template for template in of_steps if "<slug" in template]


class TestExplorer:
    def answer(self, body=b"<html></html>", status=200, headers=b""):
        return Answer(status, headers, body, (), ())

    def test_a_redirect_within_the_product_is_followed_and_a_sign_in_page_is_not(self):
        answers = [
            self.answer(status=302, headers=b"Location: /accounts/"), self.answer(),
            self.answer(status=302, headers=b"Location: /login/?next=/"), self.answer(),
        ]  # fmt: skip
        explorer = Explorer(Playing(*answers), Outcome("MEDICAL"))
        explorer.walk(
            [Request("msl1", "GET", path) for path in ("/", "/handoffs/medical/", "/notifications/")]
        )
        assert [r.path for r in explorer.script] == [
            "/",
            "/handoffs/medical/",
            "/notifications/",
            "/accounts/",
        ]
        explorer.note_routes()
        # The first led elsewhere and the third to the sign-in page: neither has shown anything.
        assert explorer.outcome.answered == {"/handoffs/medical/", "/accounts/"}

    @pytest.mark.parametrize(
        ("method", "status", "headers", "is_answer"),
        [
            ("POST", 302, b"Location: /accounts/", True), ("POST", 302, b"Location: /login/?next=/", False),
            ("POST", 422, b"", False), ("GET", 200, b"", True), ("OPTIONS", 200, b"", False), ("HEAD", 200, b"", False),
        ],
    )  # fmt: skip
    def test_what_counts_as_an_answer(self, method, status, headers, is_answer):
        asked = Request("msl1", method, "/accounts/")
        assert explore._is_success(asked, self.answer(status=status, headers=headers)) is is_answer

    def test_a_redirect_is_the_answer_of_an_address_that_only_leads_on(self):
        led = self.answer(status=302, headers=b"Location: /accounts/medical/list/new/")
        assert explore._is_success(Request("msl1", "GET", "/accounts/list/new/"), led)
        assert not explore._is_success(Request("msl1", "GET", "/accounts/medical/list/new/"), led)
        refused = self.answer(status=302, headers=b"Location: /login/?next=/accounts/list/new/")
        assert not explore._is_success(Request("", "GET", "/accounts/list/new/"), refused)

    def test_links_of_an_address_are_followed_up_to_a_number(self):
        body = b"<html>" + b"".join(b'<a href="/accounts/?page=%d">p</a>' % n for n in range(20))
        explorer = Explorer(Playing(*[self.answer(body)] * 20), Outcome("MEDICAL"))
        explorer.walk([ASKED, ASKED])
        assert len(explorer.script) == 1 + explore.LINKS_EACH

    def test_forms_are_kept_with_their_live_addresses_and_signing_out_is_not(self):
        body = (
            b'<html><form method="post" action="/logout/"><button name="a" value="b"></button></form>'
            b'<form method="post" action="/handoffs/commercial/new/"><textarea name="verbatim"></textarea>'
            b'<input name="x"><i hx-post="/handoffs/commercial/screen/"></i></form></html>'
        )
        explorer = Explorer(Playing(*[self.answer(body)] * 9), Outcome("MEDICAL"))
        explorer.walk([Request("rep1", "GET", f"/accounts/?page={n}") for n in range(9)])
        addresses = [(request.path, request.htmx) for request in explorer.forms]
        assert set(addresses) == {
            ("/handoffs/commercial/new/", False),
            ("/handoffs/commercial/screen/", True),
        }
        assert len(addresses) == 2 * 3 * explore.FORMS_EACH

    FORM = b'<html><form method="post" action="/handoffs/commercial/new/"><input name="x%d"></form></html>'

    def test_it_stops_when_enough_different_ones_were_asked(self):
        explorer = Explorer(Playing(*[self.answer()] * 9), Outcome("MEDICAL"))
        explorer.walk([Request("rep1", "GET", f"/accounts/?page={n}") for n in (1, 1, 2, 3, 4)], until=3)
        assert [request.path[-1] for request in explorer.script] == ["1", "2", "3"]

    def test_an_address_that_stays_silent_is_asked_with_every_form_until_it_answers(self):
        few, pages = explore.FORMS_EACH, [Request("rep1", "GET", f"/accounts/?page={n}") for n in range(9)]
        forms = [self.answer(self.FORM % n) for n in range(9)]
        refused, done = self.answer(status=422), self.answer(status=302, headers=b"Location: /")
        explorer = Explorer(Playing(*forms, refused, *forms, refused, done), Outcome("MEDICAL"))
        explorer.walk(pages)
        assert len(explorer.forms) == 3 * few
        explorer.play(explorer.forms[0])
        explorer.read_again([*pages, Request("rep1", "GET", "/none/")][:9])
        assert len(set(explorer.forms)) == 9
        explorer.insist()
        assert "/handoffs/commercial/new/" in explorer.answered
        assert not explorer.player.answers
        explorer.insist()

    def test_a_silent_address_is_looked_for_on_the_pages_of_all_records(self):
        """Of three reports the third alone shows the form; the first had told which kind of record the page is of."""
        keys = [f"{n}f0f0f0f-1a2b-4c3d-8e4f-0123456789ab" for n in range(1, 4)]
        page = "/accounts/medical/reports/<uuid:pk>/"
        paths, silent = [Route("", page).path(key) for key in keys], f"{page}co-travel/"
        form = b'<html><form method="post" action="%sco-travel/"><input name="x"></form></html>'
        none, done = self.answer(status=404), self.answer(status=302, headers=b"Location: /")
        explorer = Explorer(Playing(self.answer()), Outcome("MEDICAL"))
        explorer.answered = {one.template for one in pages.routes()} - {silent}
        explorer.play(Request("msl1", "GET", paths[0]))
        ids = {"Report": keys, "Other": ["8f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"]}
        asked = [none, none, none, self.answer(), none, self.answer(form % paths[2].encode())]
        explorer.player = Playing(*asked, done)
        explorer.seek(("msl1",), ids, most=0)
        assert len(explorer.script) == 1
        explorer.seek(("msl1", "msl2"), ids, most=6)
        assert [one.path for one in explorer.script[1:4]] == [f"{path}co-travel/" for path in paths]
        assert [one.path for one in explorer.script[4:7]] == paths
        assert silent in explorer.answered
        assert {one.person for one in explorer.script} == {"msl1"}

    def test_one_of_each_person_and_address_comes_before_a_second(self):
        asked = [
            Request(who, "GET", path)
            for who in ("a", "b")
            for path in ("/accounts/", "/accounts/?page=2", "/")
        ]
        chosen = order.one_of_each(asked * 2, 5)
        assert [(r.person, r.path) for r in chosen[:4]] == [
            ("a", "/accounts/"),
            ("a", "/"),
            ("b", "/accounts/"),
            ("b", "/"),
        ]
        assert len(chosen) == 5

    def test_a_sample_is_the_same_again(self):
        items = [Request("rep1", "GET", f"/{n}/") for n in range(50)]
        assert order.sample(items, 7, 1) == order.sample(items * 2, 7, 1)
        assert set(order.sample(items, 60, 1)) == set(items)

    def test_the_first_form_of_each_address_goes_to_a_record_of_its_own(self):
        keys = [f"{n}f0f0f0f-1a2b-4c3d-8e4f-0123456789ab" for n in range(1, 4)]
        topic = (("topic", keys[0]),)
        # Accept is open for the first alone, decline for two, refer for all: each finds one.
        open_for = {"accept": keys[:1], "decline": keys[:2], "refer": keys}
        forms = [
            Request(
                "msl1",
                "POST",
                f"/handoffs/medical/{key}/{step}/",
                topic if step == "refer" else (("a", "b"),),
            )
            for step, known in open_for.items()
            for key in known
        ]
        chosen = order.in_turn(forms, 3)
        assert {(one.path.split("/")[4], order.record_of(one)) for one in chosen} == {
            ("accept", keys[0]), ("decline", keys[1]), ("refer", keys[2])
        }  # fmt: skip
        # What names another record comes before what may end it.
        assert chosen[0].path.endswith("/refer/")
        assert set(order.in_turn(forms, 99)) == set(forms)

    def test_where_there_is_no_record_left_a_form_comes_in_its_turn(self):
        key = "0f0f0f0f-1a2b-4c3d-8e4f-0123456789ab"
        steps = ("accept", "decline")
        forms = [Request("msl1", "POST", f"/handoffs/medical/{key}/{step}/", (("a", "b"),)) for step in steps]
        assert order._on_records_of_their_own(forms) == forms[:1]
        assert order.in_turn(forms, 2) == forms

    def test_a_form_with_nothing_to_choose_is_not_the_first(self):
        empty = Request("msl1", "POST", "/accounts/medical/reports/new/", (("topic", ""),))
        whole = Request("msl1", "POST", "/accounts/medical/reports/new/?hcp=1", (("topic", "x"),))
        assert order.in_turn([empty, whole], 1) == [whole]
        assert order.record_of(empty) == ""

    def test_the_pages_of_all_records_that_take_steps_are_asked(self):
        keys = ["0f0f0f0f-1a2b-4c3d-8e4f-00000000000" + n for n in "123"]
        explorer = Explorer(Playing(self.answer()), Outcome("MEDICAL"))
        explorer.walk([Request("msl1", "GET", f"/handoffs/medical/{keys[0]}/")])
        found = explore._that_take_steps(
            explorer, "MEDICAL", {FollowUp: keys[:2], "people:MEDICAL": keys[2:]}
        )
        assert {request.path for request in found} == {f"/handoffs/medical/{key}/" for key in keys[:2]}
        assert {request.person for request in found} == set(explore.WITNESSES["MEDICAL"])
