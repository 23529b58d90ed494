"""The code of a second factor is offered to who has one, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.medical.models import CallReport
from accounts.medical.signing.models import Amendment
from accounts.medical.signing.selectors import signed
from msl_governance.people.factor import Factor
from msl_governance.people.signing import has_code
from tests.people.second_factors import code_of, enrolled

from .reports import typed

LABEL = "Or a code of your authenticator app"


def give(person, kind):
    Factor.objects.create(person=person, side=person.side, kind=kind, name="Mine", sealed="x")


@pytest.mark.parametrize(
    ("kinds", "offered"), [((), False), (("passkey",), False), (("app",), True), (("passkey", "codes"), True)]
)
def test_who_is_offered_a_code(world, client, kinds, offered):
    for kind in kinds:
        give(world.msl1, kind)
    give(world.msl2, "app")
    client.force_login(world.msl1)
    new = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    assert (LABEL in client.get(new).content.decode()) is offered
    assert (LABEL in client.post(new, typed(world, password="wrong")).content.decode()) is offered
    record = client.post(new, typed(world))["Location"]
    assert (LABEL in client.get(f"{record}amend/").content.decode()) is offered
    assert has_code(world.msl1) is offered


def test_a_report_is_signed_by_a_code_alone_and_by_none_twice(world, client, time_machine):
    """The code of the app in the place of the password; one that was used signs nothing more."""
    secret = enrolled(world.msl1, timezone.now().timestamp())
    later = timezone.now() + timedelta(minutes=1)
    time_machine.move_to(later, tick=False)
    client.force_login(world.msl1)
    new = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    by_code = {"password": "", "code": code_of(secret, later.timestamp())}
    record = client.post(new, typed(world, **by_code))["Location"]
    assert signed(CallReport.objects.get()).holds
    assert "Amara Okafor" in client.get(record).content.decode()
    again = client.post(new, typed(world, **by_code))
    assert again.status_code == 422
    assert "Went through the design." in again.content.decode()
    assert CallReport.objects.filter(state="submitted").count() == 1


def test_a_second_click_on_an_amendment_asks_for_no_second_code(world, client, time_machine):
    """The code is used up by the first click; the second one is told that the amendment stands, and writes nothing."""
    secret = enrolled(world.msl1, timezone.now().timestamp())
    later = timezone.now() + timedelta(minutes=1)
    client.force_login(world.msl1)
    record = client.post(f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}", typed(world))["Location"]
    time_machine.move_to(later, tick=False)
    words = {
        "correction": "The dose was 5 mg.",
        "reason": "A slip.",
        "code": code_of(secret, later.timestamp()),
    }
    for answer in ("The amendment is signed", "Nothing was signed again"):
        said = client.post(f"{record}amend/", words, follow=True)
        assert answer in said.content.decode()
    assert Amendment.objects.count() == 1
    assert client.post(f"{record}amend/", words | {"reason": "Another."}).status_code == 422


def test_a_code_that_was_typed_all_the_same_is_answered_beside_its_box(world, client):
    client.force_login(world.msl1)
    new = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    page = client.post(new, typed(world, password="", code="123456")).content.decode()
    assert LABEL in page


def test_who_has_no_password_is_told_what_signs_instead(world, client):
    world.msl1.set_unusable_password()
    world.msl1.save()
    client.force_login(world.msl1)
    page = client.post(
        f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}", typed(world)
    ).content.decode()
    assert "You sign in without a password, so your signature is a code" in page
    assert "Went through the design." in page
    empty = client.post(
        f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}", typed(world, password="")
    ).content.decode()
    assert "You sign in without a password, so your signature is a code" in empty
