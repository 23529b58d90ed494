"""Detailing aims: approved words, frozen; progress from calls; nothing of it for medical."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from accounts.commercial.models import RepObjective
from accounts.commercial.objectives import services
from accounts.commercial.objectives.selectors import ObjectiveWish, fitting, wished
from accounts.commercial.periods import quarter_of, span, usual_end
from msl_governance.firewall import grants
from msl_governance.firewall.database import acting_as

from .promotion import DAY, aim, call, piece, today

NEW = "/accounts/commercial/objectives/new/"


def sent(aim, **changes):
    values = {
        "content": aim.pk, "period_start": today().isoformat(), "planned_calls": "4",
        "period_end": (today() + 30 * DAY).isoformat(),
    }  # fmt: skip
    return values | changes


def test_the_words_are_the_key_message_and_stay(world):
    content = piece(world)
    one = aim(world, content)
    assert (one.aim, one.territory, one.state) == (content.key_message, world.commercial_north, "open")
    for change in (
        {"aim": "Write more"},
        {"content": None},
        {"author_id": world.rep2.pk},
        {"hcp": world.south_hcp},
    ):
        with pytest.raises(Error, match="locked"), transaction.atomic():
            RepObjective.objects.update(**change)
    RepObjective.objects.update(state="done")


def test_only_approved_in_label_unexpired_content_can_be_an_aim(world):
    for code, changes, why in (
        ("A-1", {"in_label": False}, "not in label"),
        ("A-2", {"expires_on": today() - DAY}, "expired on"),
        ("A-3", {"withdrawn_on": today()}, "was withdrawn"),
        ("A-4", {"approved_on": today() + DAY}, "approved from"),
    ):
        with pytest.raises(ValidationError, match=why):
            aim(world, piece(world, code, **changes))
    with pytest.raises(ValidationError, match="expired on"):
        aim(world, piece(world), period_start=today() + 40 * DAY, period_end=today() + 50 * DAY)
    assert RepObjective.objects.count() == 0


def test_period_number_territory_and_the_same_aim_twice_are_refused(world):
    content = piece(world)
    for changes, field in (
        ({"period_start": today(), "period_end": today() - DAY}, "period_end"),
        ({"period_start": today() - 9 * DAY, "period_end": today() - DAY}, "period_end"),
        ({"planned_calls": 0}, "planned_calls"),
        ({"planned_calls": 61}, "planned_calls"),
        ({"hcp": world.south_hcp}, "hcp"),
    ):
        with pytest.raises(ValidationError) as refused:
            aim(world, content, **changes)
        assert set(refused.value.error_dict) == {field}
    aim(world, content)
    with pytest.raises(ValidationError, match="open with this account already"):
        aim(world, content)


def test_progress_counts_the_calls_for_it(world):
    content = piece(world)
    one = aim(world, content)
    call(world, [content], objective=one)
    call(world, [content], objective=one)
    call(world, [content])
    with acting_as(world.rep1):
        assert [found.held for found in wished(world.rep1, ObjectiveWish(), today=today())] == [2]
        assert fitting(world.rep1, world.north_hcp.pk) == [one]
        assert fitting(world.rep1, world.north_hcp.pk, today() + 21 * DAY) == []


def test_filters(world):
    content = piece(world)
    one = aim(world, content)
    late = aim(world, piece(world, "C-2"))
    RepObjective.objects.filter(pk=late.pk).update(period_end=today() - DAY)
    with acting_as(world.sales_director1):

        def found(**wish):
            rows = wished(world.sales_director1, ObjectiveWish(**wish), today=today())
            return {row.pk for row in rows}

        assert (
            found() == found(product=content.product_id) == found(author=world.rep1.pk) == {one.pk, late.pk}
        )
        assert found(standing="overdue") == {late.pk}
        assert found(standing="open", hcp=world.north_hcp.pk) == {one.pk, late.pk}
        assert found(standing="done") == found(hcp=world.south_hcp.pk) == set()
        assert one.pk in found(period="year")


def test_who_changes_the_plan(world):
    one = aim(world, piece(world))
    plan = {"state": "done", "planned_calls": 2, "period_end": one.period_end}
    for person in (world.rep2, world.vp_commercial1):
        with pytest.raises(PermissionDenied), acting_as(person):
            services.change_plan(by=person, objective=one, **plan)
    with acting_as(world.rep1), pytest.raises(ValidationError, match="ends before"):
        services.change_plan(by=world.rep1, objective=one, **plan | {"period_end": date(2000, 1, 1)})
    with acting_as(world.sales_director1):
        services.change_plan(by=world.sales_director1, objective=one, target_scripts=40, **plan)
    one.refresh_from_db()
    assert (one.state, one.planned_calls, one.target_scripts) == ("done", 2, 40)


def test_set_and_changed_in_a_browser(world, client):
    content = piece(world)
    piece(world, "X-1", title="Old leaflet", expires_on=today() - DAY)
    client.force_login(world.rep1)
    assert "No objective yet" in client.get("/accounts/commercial/objectives/").content.decode()
    assert "With whom?" in client.get(NEW).content.decode()
    address = f"{NEW}?hcp={world.north_hcp.pk}"
    form = client.get(address).content.decode()
    assert content.key_message in form
    assert "X-1" not in form
    assert "target_scripts" not in form
    assert client.post(address, sent(content, content="")).status_code == 422
    elsewhere = client.post(f"{NEW}?hcp={world.south_hcp.pk}", sent(content))
    assert "outside your territory" in elsewhere.content.decode()
    made = client.post(address, sent(content))
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "0 of 4" in page
    assert "Set by Tom Lindqvist" in page
    changed = {"state": "dropped", "planned_calls": "4", "period_end": today().isoformat()}
    assert client.post(made["Location"], changed | {"planned_calls": "99"}).status_code == 422
    assert client.post(made["Location"], changed).status_code == 302
    assert "Dropped" in client.get("/accounts/commercial/objectives/").content.decode()
    assert (
        "No objective fits" in client.get("/accounts/commercial/objectives/?standing=done").content.decode()
    )
    assert client.get(f"{NEW}?hcp=nonsense").status_code == 404


def test_a_director_sets_a_target_and_a_representative_never_undoes_it(world, client):
    content = piece(world)
    client.force_login(world.sales_director1)
    made = client.post(f"{NEW}?hcp={world.north_hcp.pk}", sent(content, target_scripts="40"))
    assert RepObjective.objects.get().target_scripts == 40
    assert "Target, prescriptions" in client.get(made["Location"]).content.decode()
    mine = aim(world, piece(world, "C-3"), target_scripts=12)
    client.force_login(world.rep1)
    plan = {"state": "open", "planned_calls": "9", "period_end": mine.period_end.isoformat()}
    assert client.post(f"/accounts/commercial/objectives/{mine.pk}/", plan).status_code == 302
    mine.refresh_from_db()
    assert (mine.planned_calls, mine.target_scripts) == (9, 12)
    assert client.post(made["Location"], plan).status_code == 403
    assert "Plan and standing" not in client.get(made["Location"]).content.decode()


def test_directors_see_the_team_s_and_others_their_territory_s(world, client):
    one = aim(world, piece(world))
    grants.grant(world.vp_commercial1, "work_commercialterritory", world.commercial_north)
    for person, status in (
        (world.rep1, 200), (world.sales_director1, 200), (world.vp_commercial1, 200), (world.rep2, 404),
        (world.event_coordinator1, 403), (world.msl1, 404), (world.compliance1, 404),
    ):  # fmt: skip
        client.force_login(person)
        assert client.get(f"/accounts/commercial/objectives/{one.pk}/").status_code == status, person
    client.force_login(world.vp_commercial1)
    assert "Set an objective" not in client.get("/accounts/commercial/objectives/").content.decode()
    assert client.get(NEW).status_code == 403


def test_an_aim_whose_piece_ended_says_so_on_the_account(world, client):
    content = piece(world)
    aim(world, content)
    client.force_login(world.rep1)
    address, words = f"/accounts/commercial/{world.north_hcp.pk}/", "Its piece may not be used today"
    assert words not in client.get(address).content.decode()
    type(content).objects.update(withdrawn_on=today())
    page = client.get(address).content.decode()
    assert words in page
    assert "Withdrawn" in page


def test_choosing_the_account_first(world, client):
    client.force_login(world.rep1)
    choose = "/accounts/commercial/choose/"
    words = {"q": "Marchetti", "purpose": "objective"}
    assert f"{NEW}?hcp={world.north_hcp.pk}" in client.post(choose, words).content.decode()
    assert "Nobody like that" in client.post(choose, words | {"q": "Adeyemi"}).content.decode()
    assert client.post(choose, words | {"purpose": "admin:index"}).status_code == 404
    found = client.post(choose, words, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in found


def test_medical_has_no_way_to_learn_of_it(world, client):
    one = aim(world, piece(world))
    with pytest.raises(Error, match="permission denied"), acting_as(world.msl1):
        list(RepObjective.objects.all())
    client.force_login(world.msl1)
    pages = [f"/accounts/medical/{world.north_hcp.pk}/", "/accounts/", f"/accounts/{world.north_hcp.pk}/"]
    assert not any(one.aim in client.get(page, follow=True).content.decode() for page in pages)


@pytest.mark.parametrize(
    ("day", "name", "found"),
    [
        (date(2026, 2, 17), "month", (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 5), "last_month", (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2026, 11, 5), "quarter", (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2026, 1, 5), "last_quarter", (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 1, 5), "year", (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 1, 5), "", None),
    ],
)
def test_periods(day, name, found):
    assert span(name, day) == found


def test_the_usual_end_leaves_time_to_work(world):
    assert usual_end(date(2026, 1, 5)) == quarter_of(date(2026, 1, 5))[1] == date(2026, 3, 31)
    assert usual_end(date(2026, 3, 25)) == date(2026, 6, 30)
    assert usual_end(today()) - today() > timedelta(days=14)
