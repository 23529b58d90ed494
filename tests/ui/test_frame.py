"""Rail, navigation and what the frame says about the person."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from msl_governance.firewall.sides import Role, Side
from msl_governance.ui import navigation, sides
from msl_governance.ui.checks import navigation_leads_somewhere
from msl_governance.ui.context import Frame, frame
from tests.ui import kit_urls


def labels(person, path="/"):
    return [(item.label, item.current) for item in navigation.items_for(person, path)]


def test_a_role_sees_its_own_entries_in_order(settings, registry):
    settings.ROOT_URLCONF = "tests.ui.kit_urls"
    navigation.register(Role.MSL, "Second", "kit-sample", "inbox", 20)
    navigation.register([Role.MSL, Role.REP], "First", "kit-home", "home", 10)
    assert labels(kit_urls.person("msl")) == [("First", True), ("Second", False)]
    assert labels(SimpleNamespace(role="rep")) == [("First", True)]
    assert labels(AnonymousUser()) == labels(None) == []


def test_the_entry_with_the_longest_matching_address_is_current(kit):
    person = kit_urls.person("msl")
    assert [label for label, current in labels(person, "/sample/x/") if current] == ["Components"]
    assert [label for label, current in labels(person, "/elsewhere/") if current] == []


def test_a_deeper_entry_is_current_instead_of_the_one_above_it(kit):
    navigation.register("msl", "Deep", "kit-deep", "home", 9)
    person = kit_urls.person("msl")
    assert [label for label, current in labels(person, "/sample/deep/1/") if current] == ["Deep"]
    assert [label for label, current in labels(person, "/sample/1/") if current] == ["Components"]


@pytest.mark.parametrize("nothing", [None, "", "elsewhere", 7])
def test_what_is_no_side_never_looks_like_medical_or_commercial(nothing):
    assert sides.side_key(nothing) == "ctl"
    assert sides.plate_of(SimpleNamespace(side=nothing)) == sides.NOBODY


def test_the_same_key_replaces(registry, settings):
    settings.ROOT_URLCONF = "tests.ui.kit_urls"
    navigation.register("msl", "Old", "kit-home", "home", 1, key="a")
    navigation.register("msl", "New", "kit-sample", "home", 1, key="a", count=lambda person: 4)
    assert [(item.label, item.count) for item in navigation.items_for(kit_urls.person("msl"), "/")] == [
        ("New", 4)
    ]


def test_a_missing_address_is_left_out_and_reported(kit):
    assert "Nowhere" not in dict(labels(kit_urls.person("msl")))
    assert [(error.id, "kit-nowhere" in error.msg) for error in navigation_leads_somewhere(None)] == [
        ("ui.E001", True)
    ]


def test_an_unknown_place_is_refused(registry):
    with pytest.raises(ValueError, match="no place 'bar'"):
        navigation.place("bar", "kit-home")
    assert navigation.address_of("search") == ""
    assert navigation.count_of("search", None) == 0


@pytest.mark.parametrize("side", list(Side))
def test_each_side_has_a_sign_in_words(side):
    plate = sides.plate_of(SimpleNamespace(side=side))
    assert plate == sides.plate_of(SimpleNamespace(side=side.value))
    assert plate.key == sides.side_key(side)
    assert str(plate.label)


def test_a_visitor_gets_a_neutral_frame(kit):
    request = RequestFactory().get("/")
    assert frame(request)["frame"].person is None
    request.user = AnonymousUser()
    one = Frame(request)
    assert (one.person, one.nav, one.waiting, one.side, one.home) == (None, [], 0, "ctl", "/")


def test_the_committee_room_is_control_whoever_enters():
    assert Frame(SimpleNamespace(user=None)).committee.key == "ctl"


def test_counts_are_asked_once_per_request(kit):
    asked = []
    navigation._entries.clear()
    navigation.register("msl", "A", "kit-home", "home", 1, count=lambda person: asked.append(1) or 7)
    navigation.place("notifications", "kit-home", count=lambda person: asked.append(2) or 1)
    html = kit(kit_urls.plain).text_now
    assert sorted(asked) == [1, 2]
    assert "Notifications, 1 new" in html
    assert html.count(">7<") == 1


def test_home_place_and_empty_frame(kit):
    navigation._places.clear()
    html = kit(kit_urls.plain).text_now
    assert 'id="find"' not in html
    assert "Notifications" not in html
    assert "Sign out" not in html
    navigation.place("home", "kit-sample")
    assert 'class="fw-brand" href="/sample/"' in kit(kit_urls.plain).text_now


def test_signing_out_is_a_form_with_a_token(kit):
    html = kit(kit_urls.plain).text_now
    forms = re.findall(r'<form method="post" action="/logout/">(.*?)</form>', html, re.DOTALL)
    assert len(forms) == 2
    assert all("csrfmiddlewaretoken" in form and "<button" in form for form in forms)


def test_the_rail_names_side_role_and_page(kit):
    html = kit(kit_urls.sample, "/sample/", "rep").text_now
    assert "Commercial side" in html
    assert "Medical representative" in html
    assert "Tom Lindqvist" in html
    assert html.count('aria-current="page"') == 2  # the entry and the last crumb
    assert "microscope" not in html.split("<main")[0]


def test_phone_tabs_are_four_and_the_rest_is_under_more(kit):
    html = kit(kit_urls.plain).text_now
    assert html.count('class="fw-nav-more"') == 1
    sheet = html.split('id="more"')[1].split("</nav>")[0]
    assert "Last" in sheet
    assert "Components" not in sheet


def test_a_count_says_what_it_counts(kit):
    navigation._entries.clear()
    navigation.register("msl", "A", "kit-home", "home", 1, key="a", count=lambda person: 3)
    navigation.register(
        "msl", "B", "kit-home", "home", 2, key="b", count=lambda person: 2, counted="wait for release"
    )
    html = kit(kit_urls.plain).text_now
    for words in ("3 need you", "2 wait for release"):
        assert f'title="{words}"' in html
    assert '3<span class="visually-hidden"> need you</span>' in html
    assert " open</span>" not in html
