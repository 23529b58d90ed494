"""Words that commercial alone knows, looked for wherever medical, the machine room, a log or a mail could show them."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import path

from accounts.commercial import tasks
from accounts.commercial.models import Decile, Prescribing
from accounts.commercial.prescribing import services
from msl_governance.firewall.access import access
from msl_governance.firewall.checks import walk_urls
from msl_governance.firewall.proof.pages import CONVERTER
from msl_governance.firewall.proof.values import CANARY
from msl_governance.firewall.tasks import TaskFailed
from msl_governance.people.models import Session

from .promotion import aim, call, piece, today

SECRET = CANARY["COMMERCIAL"]
FIGURE = re.compile(r"(?<![\w-])4711(?![\w-])")  # by itself: an id or a token may hold these digits by chance
OTHERS = ("msl1", "msl_director1", "head_of_medical1", "clinical_development1", "administrator1")


@pytest.fixture
def told(world):
    """Every kind of record of the commercial rooms, each with the word in it."""
    content = piece(world, f"{SECRET}-1", title=f"{SECRET} card", key_message=f"{SECRET} once daily")
    one = aim(world, content, target_scripts=4711)
    call(world, [content], objective=one, next_step="visit", next_step_note=f"{SECRET} note")
    where = {"hcp": world.north_hcp, "territory": world.commercial_north, "product": f"{SECRET} tablets"}
    Prescribing.objects.create(**where, month=today().replace(day=1), scripts=4711)
    Decile.objects.create(**where, decile=7, scripts=4711, since=today(), until=today())
    return world


def test_no_page_of_another_side_holds_a_word_of_it(told, client):
    """Every address without an id and, with the ids of both doctors, every address with one."""
    for name in OTHERS:
        client.force_login(getattr(told, name))
        for route, _pattern in walk_urls():
            for key in (told.north_hcp.pk, told.south_hcp.pk):
                body = client.get("/" + CONVERTER.sub(lambda match, key=key: str(key), route)).content
                assert SECRET.encode() not in body, (name, route)
                assert not FIGURE.search(body.decode()), (name, route)
    assert mail.outbox == []
    assert not any(SECRET in str(session.get_decoded()) for session in Session.objects.all())


def test_commercial_s_own_page_holds_it(told, client):
    """So that the test above can fail."""
    client.force_login(told.rep1)
    page = client.get(f"/accounts/commercial/{told.north_hcp.pk}/").content.decode()
    assert f"{SECRET} card" in page
    assert f"{SECRET} once daily" in page
    assert f"{SECRET} tablets" in page
    assert FIGURE.search(page)


@access("detail_call")
def crashing(request):
    """Breaks over what stands on commercial's page."""
    raise ValueError(f"{SECRET} in an error")


urlpatterns = [path("crash/", crashing)]
handler404 = "msl_governance.firewall.views.neutral_404"
handler500 = "msl_governance.firewall.views.error_500"


@pytest.mark.urls(__name__)
def test_an_error_page_and_a_log_carry_no_word(world, capfd, settings):
    settings.DEBUG = False
    client = Client(raise_request_exception=False)
    client.force_login(world.rep1)
    answer = client.get("/crash/")
    assert answer.status_code == 500
    out, err = capfd.readouterr()
    assert SECRET not in out + err + answer.content.decode()


def test_a_failed_task_says_the_class_of_the_error_alone(told, monkeypatch):
    def breaks(product, running, territories):
        raise ValueError(product)

    monkeypatch.setattr(services, "_rework", breaks)
    with pytest.raises(TaskFailed) as caught:
        tasks.rework_deciles.run()
    assert str(caught.value) == "ValueError"


def test_what_is_exported_is_in_no_log(told, client, capfd):
    client.force_login(told.rep1)
    assert SECRET in client.post("/accounts/commercial/calls/export/").content.decode()
    out, err = capfd.readouterr()
    assert SECRET not in out + err
