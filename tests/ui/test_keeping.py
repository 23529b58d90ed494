"""What seals a text on a device: one seal a person and side, in their own pages and in nobody else's."""

from base64 import b64decode
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import override_settings

from msl_governance.ui.keeping import seal_of


def somebody(side="MEDICAL", pk=None):
    return SimpleNamespace(side=side, pk=pk or uuid4())


def test_a_person_has_one_seal_and_nobody_else_has_it():
    one = somebody()
    assert seal_of(one) == seal_of(one)
    assert len(b64decode(seal_of(one).key)) == 32
    others = [seal_of(somebody()), seal_of(somebody("COMMERCIAL", one.pk))]
    assert seal_of(one).key not in [other.key for other in others]
    assert seal_of(one).owner not in [other.owner for other in others]


def test_it_says_nothing_of_the_person_and_ends_with_the_secret():
    one = somebody()
    seal = seal_of(one)
    assert str(one.pk) not in seal.owner
    assert one.pk.hex not in seal.owner
    with override_settings(SECRET_KEY="another"):
        assert seal_of(one).key != seal.key


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("msl1", True),
        ("msl_director1", True),
        ("head_of_medical1", False),
        ("rep1", False),
        ("compliance1", False),
    ],
)
def test_only_who_writes_reports_has_a_seal_in_the_page(world, client, name, has):
    client.force_login(getattr(world, name))
    page = client.get("/").content.decode()
    assert ("data-owner" in page) is has
    assert ("ui/js/keep" in page) is has
    if has:
        assert seal_of(getattr(world, name)).key in page
    assert seal_of(world.msl2).key not in page
