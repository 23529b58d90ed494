"""The code of a second factor is offered to who has one, and to nobody else."""

import pytest

from msl_governance.people.factor import Factor
from msl_governance.people.signing import has_code

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


def test_a_code_that_was_typed_all_the_same_is_answered_beside_its_box(world, client):
    client.force_login(world.msl1)
    new = f"/accounts/medical/reports/new/?hcp={world.north_hcp.pk}"
    page = client.post(new, typed(world, password="", code="123456")).content.decode()
    assert LABEL in page
