"""One's own page: sessions one can see and end, time zone and language."""

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from msl_governance.firewall.database import acting_as, keyring
from msl_governance.people.models import Person, Session
from msl_governance.people.sessions import device_of, place_of

from ..support.people import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile/15E148 Safari/604.1"


def signed_in(name="rep1", agent=FIREFOX, address="192.0.2.77"):
    browser = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert browser.post("/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return browser


class TestSessions:
    def test_device_time_and_network_of_each_of_ones_own(self, world):
        here, there, other = (
            signed_in(),
            signed_in(agent=IPHONE, address="2001:db8:1:2::7"),
            signed_in("rep2"),
        )
        page = here.get("/me/security/").content.decode()
        assert "Firefox, Linux" in page
        assert "Safari, iPhone" in page
        assert "192.0.2.0/24" in page
        assert "2001:db8:1::/48" in page
        assert "192.0.2.77" not in page
        assert page.count("This one") == 1
        assert other.get("/me/security/").content.decode().count("Since ") == 1
        assert there.get("/").status_code == 200

    def test_one_is_ended_and_the_others_stay(self, world):
        here, there, third = signed_in(), signed_in(agent=IPHONE), signed_in(agent="curl")
        handle = Session.objects.get(device="Safari, iPhone").handle
        assert here.post("/me/security/", {"what": "end", "session": handle}).status_code == 302
        assert there.get("/").status_code == 302
        assert third.get("/").status_code == 200
        assert "Ended: 1." in here.get("/me/security/").content.decode()

    def test_all_others_end_and_this_one_stays(self, world):
        here, there, other = signed_in(), signed_in(agent=IPHONE), signed_in("rep2")
        here.post("/me/security/", {"what": "end-others"})
        assert there.get("/").status_code == 302
        assert here.get("/").status_code == 200
        assert other.get("/").status_code == 200

    def test_a_colleagues_session_and_rubbish_are_left_alone(self, world):
        here, other = signed_in(), signed_in("rep2", agent=IPHONE)
        for handle in (Session.objects.get(device="Safari, iPhone").handle, "rubbish"):
            here.post("/me/security/", {"what": "end", "session": handle})
        assert other.get("/").status_code == 200

    def test_a_session_that_no_longer_opens_is_not_shown(self, world):
        here, _there = signed_in(), signed_in(agent=IPHONE)
        assert "iPhone" in here.get("/me/security/").content.decode()
        Person.objects.filter(pk=world.rep1.pk).update(sessions_ended=1)
        again = signed_in(agent="curl")
        page = again.get("/me/security/").content.decode()
        assert "iPhone" not in page
        assert "Unknown device" in page

    @pytest.mark.parametrize(
        ("agent", "device"),
        [
            (FIREFOX, "Firefox, Linux"),
            (IPHONE, "Safari, iPhone"),
            ("", ""),
            ("Mozilla Windows NT Chrome/1 Safari/1 Edg/1", "Edge, Windows"),
        ],
    )
    def test_devices(self, agent, device):
        assert device_of(agent) == device

    @pytest.mark.parametrize(
        ("address", "place"), [("10.1.2.3", "10.1.2.0/24"), ("2001:db8::1", "2001:db8::/48"), ("unix:", "")]
    )
    def test_places(self, address, place):
        assert place_of(address) == place


class TestSettings:
    @pytest.mark.parametrize("name", ["msl1", "rep1", "compliance1", "administrator1"])
    def test_time_zone_and_language_are_ones_own(self, client, world, name):
        person = getattr(world, name)
        client.force_login(person)
        assert client.get("/me/").headers["Content-Language"] == "en"
        assert client.post("/me/", {"time_zone": "Asia/Tokyo", "language": "en-gb"}).url == "/me/"
        page = client.get("/me/")
        assert page.headers["Content-Language"] == "en-gb"
        assert '<html lang="en-gb"' in page.content.decode()
        changed = Person.objects.get(pk=person.pk)
        assert (changed.time_zone, changed.language) == ("Asia/Tokyo", "en-gb")
        before = Person.history.filter(id=person.pk).count()
        client.post("/me/", {"time_zone": "Asia/Tokyo", "language": "en-gb"})
        assert Person.history.filter(id=person.pk).count() == before

    @pytest.mark.parametrize(
        ("language", "says"),
        [("en", "4 Mar 2026, 20:30"), ("en-gb", "4 Mar 2026, 20:30"), ("en-us", "Mar 4, 2026, 8:30 PM")],
    )
    def test_dates_and_times_follow(self, client, world, time_machine, language, says):
        time_machine.move_to("2026-03-04T20:30:00Z", tick=False)
        client.force_login(world.rep1)
        assert "4 Mar 2026, 15:30" in client.get("/me/").content.decode()
        client.post("/me/", {"time_zone": "Europe/Dublin", "language": language})
        assert says in client.get("/me/").content.decode()
        assert says in client.get("/me/security/").content.decode()

    @pytest.mark.parametrize("wrong", [{"time_zone": "Nowhere/Land"}, {"language": "tlh"}])
    def test_what_is_no_choice_is_a_sentence(self, client, world, wrong):
        client.force_login(world.rep1)
        page = client.post("/me/", {"time_zone": "Asia/Tokyo", "language": "en"} | wrong)
        assert page.status_code == 422
        assert Person.objects.get(pk=world.rep1.pk).time_zone == "America/New_York"

    def test_a_language_that_is_gone_is_the_browsers(self, client, world):
        Person.objects.filter(pk=world.rep1.pk).update(language="tlh")
        client.force_login(world.rep1)
        assert client.get("/me/", headers={"Accept-Language": "en-AU"}).headers["Content-Language"] == "en-au"

    def test_no_side_sets_anything_on_another_sides_people(self, world):
        """It would be a signal across the wall: whose zone is what, seen by the other side's directory."""
        from django.db import connection

        with acting_as(world.msl1):
            connection.introduce(str(world.rep1.pk), "", "")
            keyring.set_own(time_zone="Asia/Tokyo", language="en-gb")
            connection.introduce(str(world.msl2.pk), "", "")
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute("select own_settings_commercial('Asia/Tokyo', 'en')")
        assert Person.objects.get(pk=world.rep1.pk).time_zone == "America/New_York"


def test_a_session_s_content_opens_nothing_under_another_key(world, client):
    """A hole in a page that runs as core could copy a colleague's session into one's own row."""
    from msl_governance.people.models import Session

    client.force_login(world.rep1)
    own = Session.objects.get()
    other = Client()
    other.force_login(world.msl1)
    theirs = Session.objects.exclude(pk=own.pk).get()
    assert client.get("/handoffs/commercial/").status_code == 200
    Session.objects.filter(pk=own.pk).update(session_data=theirs.session_data)
    answer = client.get("/accounts/medical/reports/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
