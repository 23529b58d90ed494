"""Detail calls: approved content of the day alone, logged once, corrected by number, exported on the record."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.utils import timezone

from accounts.commercial.calls import services
from accounts.commercial.calls.models import CallCorrection, CallExport, DetailCall
from accounts.commercial.calls.selectors import CallWish, wished
from accounts.commercial.content.services import withdraw
from msl_governance.firewall.database import acting_as

from .promotion import DAY, aim, call, piece, today, values_of_call
from .reports import earlier_today

LIST, NEW = "/accounts/commercial/calls/", "/accounts/commercial/calls/new/"


def local(moment):
    """As the form's picker sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def sent(*contents, **changes):
    values = {
        "called_at": local(earlier_today()), "channel": "in_person",
        "contents": [one.pk for one in contents], "next_step": "none", "client_key": uuid4(),
    }  # fmt: skip
    return values | changes


def correction(one, contents, **changes):
    values = {
        "called_at": one.called_at, "channel": one.channel, "duration_minutes": None, "next_step": one.next_step,
        "next_step_note": "", "objective": one.objective, "contents": contents, "reason": "Typed too fast.",
    }  # fmt: skip
    return values | changes


def corrected(world, one, contents, by=None, **changes):
    person = by or world.rep1
    with acting_as(person):
        return services.correct_call(by=person, call=one, **correction(one, contents, **changes))


def refused(world, field, contents, **changes):
    with pytest.raises(ValidationError) as error:
        call(world, contents, **changes)
    assert set(error.value.error_dict) == {field}
    return " ".join(error.value.messages)


def test_content_counts_on_the_day_of_the_call(world):
    gone = piece(world, "X-1", expires_on=today() - DAY)
    one = call(world, [gone], called_at=timezone.now() - timedelta(days=3))
    assert [row.content for row in one.detailed.all()] == [gone]
    assert "X-1 v1 expired on" in refused(world, "contents", [gone])
    fresh = piece(world, "N-1", approved_on=today())
    assert "approved from" in refused(
        world, "contents", [fresh], called_at=timezone.now() - timedelta(days=3)
    )
    beyond = piece(world, "B-1", in_label=False)
    assert "never be used" in refused(world, "contents", [gone, beyond])
    assert "at least one" in refused(world, "contents", [])


def test_the_day_is_the_day_where_the_representative_is(world):
    """Half past eleven in the evening in New York is tomorrow in UTC; the piece ends with the local day."""
    day = today() - 2 * DAY
    last = piece(world, "L-1", expires_on=day)
    late = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=23, minutes=30)
    assert call(world, [last], called_at=late.astimezone(UTC)).detailed.count() == 1


def test_future_elsewhere_and_aims_that_do_not_fit_are_refused(world):
    content = piece(world)
    refused(world, "called_at", [content], called_at=timezone.now() + timedelta(hours=1))
    refused(world, "hcp", [content], hcp=world.south_hcp)
    one = aim(world, content, period_start=today())
    refused(world, "objective", [content], objective=one, called_at=timezone.now() - timedelta(days=2))
    assert call(world, [content], objective=one, called_at=timezone.now()).objective == one


def test_sent_twice_is_one_call(world):
    content, key = piece(world), uuid4()
    first = call(world, [content], client_key=key)
    assert call(world, [content], client_key=key) == first
    with pytest.raises(ValidationError, match="not yours"):
        call(world, [content], by=world.rep2, hcp=world.south_hcp, client_key=key)
    assert DetailCall.objects.count() == 1


def test_two_clicks_at_once_are_one_call(world, monkeypatch):
    """The other click's row arrives after the first look and before the write."""
    content, key, judge = piece(world), uuid4(), services.rules.complaints

    def meanwhile(**values):
        monkeypatch.setattr(services.rules, "complaints", judge)
        services.log_call(by=world.rep1, **values_of_call(world, [content], client_key=key))
        return judge(**values)

    monkeypatch.setattr(services.rules, "complaints", meanwhile)
    assert call(world, [content], client_key=key) == DetailCall.objects.get()


def test_a_correction_is_numbered_told_and_kept(world):
    content, other = piece(world), piece(world, "C-115", title="Leaflet")
    one = call(world, [content])
    first = corrected(world, one, [content, other], channel="video", next_step_note="Bring the card")
    second = corrected(world, one, [other], duration_minutes=20, channel="video")
    one.refresh_from_db()
    assert (first.number, second.number, one.corrections, one.channel) == (1, 2, 2, "video")
    assert [row.content for row in one.detailed.all()] == [other]
    told = {change["what"]: (change["before"], change["after"]) for change in first.changes}
    assert told == {
        "Channel": ("In person", "Video"),
        "Note on the next step": ("none", "Bring the card"),
        "Content detailed": ("Dosing card (C-114 v1)", "Dosing card (C-114 v1), Leaflet (C-115 v1)"),
    }
    assert {row.corrections for row in one.history.all()} == {0, 1, 2}


def test_nothing_else_changes_or_deletes_a_call(world):
    one = call(world, [piece(world)])
    for change in (
        lambda: DetailCall.objects.update(channel="phone"),
        lambda: DetailCall.objects.update(channel="phone", corrections=2),
        one.delete,
        lambda: DetailCall.objects.all().delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert DetailCall.objects.get().channel == "in_person"


def test_a_correction_is_refused_with_a_sentence(world):
    content = piece(world)
    one = call(world, [content])
    with pytest.raises(ValidationError, match="Nothing was changed"):
        corrected(world, one, [content])
    with pytest.raises(ValidationError, match="in the future"):
        corrected(world, one, [content], called_at=timezone.now() + timedelta(days=1))
    for person in (world.rep2, world.sales_director1):
        with pytest.raises(PermissionDenied):
            corrected(world, one, [content], by=person, channel="phone")
    assert CallCorrection.objects.count() == 0


def test_what_was_right_when_it_was_detailed_stays_right_on_that_day(world):
    content = piece(world)
    one = call(world, [content])
    with acting_as(world.sales_director1):
        withdraw(by=world.sales_director1, piece=content, reason="A claim was wrong.")
    content.refresh_from_db()
    assert corrected(world, one, [content], called_at=timezone.now()).number == 1
    old = piece(world, "O-1", approved_on=today() - DAY, withdrawn_on=today() + 9 * DAY)
    with pytest.raises(ValidationError, match="approved from"):
        corrected(world, one, [old], called_at=timezone.now() - timedelta(days=5))


def test_filters_and_scope(world):
    content, other = piece(world), piece(world, "C-115")
    one = call(world, [content])
    old = call(world, [other], called_at=timezone.now() - timedelta(days=80), channel="phone")
    south = call(world, [content], by=world.rep2, hcp=world.south_hcp)
    with acting_as(world.sales_director1):

        def found(person=world.sales_director1, **wish):
            return {row.pk for row in wished(person, CallWish(**wish), today=today())}

        assert found() == {one.pk, old.pk, south.pk}
        assert found(content="C-115") == found(channel="phone") == {old.pk}
        assert found(author=world.rep2.pk) == found(hcp=world.south_hcp.pk) == {south.pk}
        assert old.pk not in found(period="month")
    with acting_as(world.rep1):
        assert found(world.rep1) == {one.pk, old.pk}


def test_logged_in_a_browser_with_three_taps(world, client):
    content = piece(world)
    one = aim(world, content)
    client.force_login(world.rep1)
    assert "No call on record" in client.get(LIST).content.decode()
    assert "With whom?" in client.get(NEW).content.decode()
    address = f"{NEW}?hcp={world.north_hcp.pk}"
    form = client.get(address).context["form"]
    assert not form.says_more
    required = [name for name, field in form.fields.items() if field.required]
    assert required == ["called_at", "channel", "contents", "next_step"]
    assert form.initial["contents"] == [str(content.pk)]
    assert form.initial["objective"] == one.pk
    answer = client.post(address, sent(content, objective=one.pk), follow=True)
    assert "The call is logged" in answer.content.decode()
    assert "1 of 5" in answer.content.decode()
    assert "Dosing card (C-114 v1)" in client.get(LIST).content.decode()


def test_nothing_typed_is_lost_when_it_is_refused(world, client):
    content = piece(world, "X-1", title="Old card", expires_on=today() - DAY)
    client.force_login(world.rep1)
    address = f"{NEW}?hcp={world.north_hcp.pk}"
    assert "No piece was approved" in client.get(address).content.decode()
    page = client.post(address, sent(content, next_step_note="Ask for the ward round"))
    text = page.content.decode()
    assert page.status_code == 422
    assert page.context["form"].says_more
    assert "Ask for the ward round" in text
    assert "X-1 v1 expired on" in text
    assert f'value="{content.pk}"' in text
    wrong = client.post(address, sent(content, contents=["nonsense"], called_at="yesterday", objective="x"))
    assert wrong.status_code == 422
    assert client.post(f"{NEW}?hcp={world.south_hcp.pk}", sent(piece(world))).status_code == 422


def test_another_day_offers_other_pieces_and_judges_nothing_yet(world, client):
    old, fresh = piece(world, "X-1", expires_on=today() - DAY), piece(world, "N-1", approved_on=today())
    client.force_login(world.rep1)
    typed = sent(
        old, called_at=local(timezone.now() - timedelta(days=3)), action="refresh", next_step_note="Kept"
    )
    typed |= {"objective": "junk"}
    answer = client.post(f"{NEW}?hcp={world.north_hcp.pk}", typed, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "Kept" in text
    assert str(old.pk) in text
    assert str(fresh.pk) not in text
    assert "fw-err" not in text
    for junk in ("", "2026-99-99T00:00", "nonsense"):
        assert client.post(f"{NEW}?hcp={world.north_hcp.pk}", typed | {"called_at": junk}).status_code == 200
    assert DetailCall.objects.count() == 0


def test_another_day_lets_go_of_an_aim_that_does_not_fit_it(world, client):
    content = piece(world)
    now, before = aim(world, content, period_start=today()), aim(world, piece(world, "C-2"))
    client.force_login(world.rep1)
    address = f"{NEW}?hcp={world.north_hcp.pk}"
    earlier = local(timezone.now() - timedelta(days=3))
    typed = sent(content, called_at=earlier, action="refresh", objective=now.pk)
    assert client.post(address, typed).context["form"].initial["objective"] == str(before.pk)
    long_ago = local(timezone.now() - timedelta(days=60))
    assert client.post(address, typed | {"called_at": long_ago}).context["form"].initial["objective"] == ""
    none = client.post(address, typed | {"objective": ""})
    assert none.context["form"].initial["objective"] == ""
    refused = client.post(address, sent(content, called_at=earlier, objective=now.pk))
    assert "not open for this account on that day" in refused.content.decode()


def test_corrected_in_a_browser(world, client):
    content = piece(world)
    one = call(world, [content], objective=aim(world, content))
    address = f"{LIST}{one.pk}/correct/"
    client.force_login(world.rep1)
    page = client.get(address)
    assert "client_key" not in page.content.decode()
    assert "None\n" not in page.content.decode()
    assert page.context["form"].initial["contents"] == [str(content.pk)]
    data = sent(content, objective=one.objective_id, channel="video", duration_minutes="15")
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"reason": "It was by video."}).status_code == 302
    text = client.get(f"{LIST}{one.pk}/").content.decode()
    assert "Correction 1" in text
    assert "It was by video." in text
    assert "15 minutes" in text
    client.force_login(world.sales_director1)
    text = client.get(f"{LIST}{one.pk}/").content.decode()
    assert "Correction 1" in text
    assert "call_correct" not in text
    assert client.get(address).status_code == 403
    client.force_login(world.rep2)
    assert client.get(f"{LIST}{one.pk}/").status_code == 404


def test_a_colleague_of_the_territory_reads_and_does_not_correct(world, client):
    from msl_governance.firewall import grants

    one = call(world, [piece(world)])
    grants.grant(world.rep2, "work_commercialterritory", world.commercial_north)
    client.force_login(world.rep2)
    assert client.get(f"{LIST}{one.pk}/").status_code == 200
    assert client.get(f"{LIST}{one.pk}/correct/").status_code == 403


def test_an_export_holds_what_one_sees_no_formula_and_is_written_down(world, client):
    content = piece(world, title='=HYPERLINK("http://x")')
    call(world, [content], next_step="visit", next_step_note="+1 ask again", duration_minutes=10)
    call(world, [content], by=world.rep2, hcp=world.south_hcp)
    client.force_login(world.rep1)
    answer = client.post(f"{LIST}export/", {"period": "year", "content": "C-114"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(rows) == 2
    assert rows[1][2] == "Dr. Elena Marchetti"
    assert rows[1][7].startswith("'=HYPERLINK")
    assert rows[1][9] == "'+1 ask again"
    noted = CallExport.objects.get()
    assert (noted.person_id, noted.rows) == (world.rep1.pk, 1)
    assert noted.asked == {"period": "year", "content": "C-114"}
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        CallExport.objects.update(rows=0)
    assert client.get(f"{LIST}export/").status_code == 405


def test_lists_narrow_and_page(world, client, monkeypatch):
    content = piece(world)
    for days in (1, 2):
        call(world, [content], called_at=timezone.now() - timedelta(days=days), next_step="visit")
    client.force_login(world.rep1)
    assert "No call fits" in client.get(f"{LIST}?channel=phone").content.decode()
    page = client.get(
        f"{LIST}?hcp={world.north_hcp.pk}&author={world.rep1.pk}&content=C-114"
    ).content.decode()
    assert "With Dr. Elena Marchetti" in page
    assert "Visit again" in page
    assert client.get(f"{LIST}?hcp=junk&author=x&content=none").status_code == 200
    defaults = {"order": ("-created_at", "-pk"), "size": 1}
    monkeypatch.setattr("msl_governance.ui.pagination.paged.__kwdefaults__", defaults)
    first = client.get(LIST).content.decode()
    after = first.split("after=")[1].split('"')[0]
    second = client.get(f"{LIST}?after={after}").content.decode()
    assert 'rel="prev"' in second


def test_a_scientific_question_has_a_way_and_no_field(world, client):
    piece(world)
    client.force_login(world.rep1)
    page = client.get(f"{NEW}?hcp={world.north_hcp.pk}").content.decode()
    assert f"/handoffs/commercial/new/?hcp={world.north_hcp.pk}" in page
    names = {field.name for field in DetailCall._meta.get_fields()}
    assert not names & {"question", "verbatim", "off_label", "topic"}


def test_medical_learns_nothing_of_calls(world, client):
    call(world, [piece(world)])
    for model in (DetailCall, CallCorrection, CallExport, DetailCall.history.model):
        with pytest.raises(Error, match="permission denied"), acting_as(world.msl1):
            list(model.objects.all())
    client.force_login(world.msl1)
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}export/").status_code == 404
