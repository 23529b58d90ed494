"""The promotional library: what may be used on which day, who keeps it, and that approved words stay."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone

from accounts.commercial.content import rules, services
from accounts.commercial.content.models import PromotionalContent, Standing
from accounts.commercial.content.selectors import ORDER, LibraryWish, library, usable
from accounts.shared.models import Product
from msl_governance.firewall.database import acting_as

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def shelf(world):
    """A product, and a way to put a piece about it on the shelf without the rules of the form."""
    world.product = Product.objects.create(name="Corvanta")
    return world


def piece(world, code="C-114", **changes):
    values = {
        "author_id": world.sales_director1.pk, "code": code, "title": "Dosing card", "key_message": "Once daily.",
        "product": world.product, "approved_on": TODAY - 30 * DAY, "expires_on": TODAY + 30 * DAY, "in_label": True,
    }  # fmt: skip
    return PromotionalContent.objects.create(**(values | changes))


def sent(world, **changes):
    values = {
        "code": "C-200", "product": world.product.pk, "title": "Leaflet", "key_message": "Take with food.",
        "approved_on": TODAY.isoformat(), "expires_on": (TODAY + 90 * DAY).isoformat(), "in_label": "on",
    }  # fmt: skip
    return values | changes


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, Standing.USABLE),
        ({"approved_on": TODAY, "expires_on": TODAY}, Standing.USABLE),
        ({"withdrawn_on": TODAY + DAY}, Standing.USABLE),
        ({"approved_on": TODAY + DAY}, Standing.NOT_YET),
        ({"expires_on": TODAY - DAY}, Standing.EXPIRED),
        ({"withdrawn_on": TODAY}, Standing.WITHDRAWN),
        ({"in_label": False}, Standing.BEYOND_LABEL),
    ],
)
def test_database_and_code_say_the_same_of_a_day(shelf, changes, standing):
    one = piece(shelf, **changes)
    assert one.standing_on(TODAY) == standing
    with acting_as(shelf.rep1):
        assert list(usable(shelf.rep1, TODAY)) == ([one] if standing == Standing.USABLE else [])
    assert bool(rules.why_not(one, TODAY)) is (standing != Standing.USABLE)
    assert "C-114 v1" in (rules.why_not(one, TODAY) or "C-114 v1")


def test_usable_pieces_stand_first_then_coming_then_over(shelf):
    over = piece(shelf, "A-1", expires_on=TODAY - DAY)
    coming = piece(shelf, "B-1", approved_on=TODAY + DAY)
    now = piece(shelf, "C-1")
    with acting_as(shelf.rep1):

        def found(**wish):
            return list(library(shelf.rep1, LibraryWish(**wish), day=TODAY).order_by(*ORDER))

        assert found() == [now, coming, over]
        assert found(standing="usable") == [now]
        assert found(standing="over") == [over]
        assert found(product=shelf.north_hcp.pk) == []


def test_a_new_version_ends_the_earlier_ones_today_at_the_earliest(shelf):
    piece(shelf)
    words = {"title": "Dosing card", "key_message": "Twice daily.", "expires_on": TODAY + 99 * DAY}
    with acting_as(shelf.sales_director1):
        old = PromotionalContent.objects.get()
        made = services.add_version(
            by=shelf.sales_director1, piece=old, approved_on=TODAY - 5 * DAY, in_label=True, **words
        )
        later = services.add_version(
            by=shelf.sales_director1, piece=old, approved_on=TODAY + 5 * DAY, in_label=True, **words
        )
    found = {one.version: one for one in PromotionalContent.objects.all()}
    assert (made.version, later.version) == (2, 3)
    assert found[1].withdrawn_on == TODAY
    assert found[1].withdrawal_reason == "Replaced by version 2."
    assert found[2].withdrawn_on == TODAY + 5 * DAY
    assert found[2].standing_on(TODAY) == Standing.USABLE


def test_approved_words_cannot_be_changed_by_anybody(shelf):
    one = piece(shelf)
    for change in (
        lambda: PromotionalContent.objects.update(key_message="Cures everything."),
        lambda: PromotionalContent.objects.update(expires_on=date(2099, 1, 1)),
        one.delete,
    ):
        with pytest.raises(Error, match="locked"), transaction.atomic():
            change()
    PromotionalContent.objects.update(withdrawn_on=TODAY)


def test_periods_codes_and_second_withdrawals_are_refused(shelf):
    one = piece(shelf)
    words = {"title": "T", "key_message": "K", "product": shelf.product, "in_label": True}
    with acting_as(shelf.sales_director1):
        for dates, message in (
            ((TODAY, TODAY - DAY), "expires before"),
            ((TODAY - 9 * DAY, TODAY - DAY), "date is past"),
            ((TODAY, TODAY), "code is in the library already"),
        ):
            with pytest.raises(ValidationError, match=message):
                services.add_content(
                    by=shelf.sales_director1, code="c-114", approved_on=dates[0], expires_on=dates[1], **words
                )
        services.withdraw(by=shelf.sales_director1, piece=one, reason="A claim was wrong.")
        with pytest.raises(ValidationError, match="withdrawn already"):
            services.withdraw(by=shelf.sales_director1, piece=one, reason="Again.")


def test_the_director_keeps_the_library_in_a_browser(shelf, client):
    client.force_login(shelf.sales_director1)
    assert "library is empty" in client.get("/accounts/commercial/content/").content.decode()
    assert client.get("/accounts/commercial/content/new/").status_code == 200
    wrong = client.post("/accounts/commercial/content/new/", sent(shelf, key_message=""))
    assert (wrong.status_code, b"Take" in wrong.content) == (422, False)
    assert b"Leaflet" in wrong.content
    made = client.post("/accounts/commercial/content/new/", sent(shelf))
    address = made["Location"]
    assert "Take with food." in client.get(address).content.decode()
    taken = client.post("/accounts/commercial/content/new/", sent(shelf))
    assert "in the library already" in taken.content.decode()
    assert "Take with food." in client.get(f"{address}version/").content.decode()
    second = client.post(f"{address}version/", sent(shelf, key_message="Take without food."))
    page = client.get(second["Location"]).content.decode()
    assert "C-200 v2" in page
    assert "C-200 v1" in page
    assert client.post(f"{second['Location']}withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{second['Location']}withdraw/", {"reason": "Wrong dose."}).status_code == 302
    assert "Wrong dose." in client.get(second["Location"]).content.decode()
    assert client.post(f"{second['Location']}withdraw/", {"reason": "x"}).status_code == 422


def test_representatives_read_it_and_see_what_is_over(shelf, client):
    piece(shelf, expires_on=TODAY - DAY)
    one = piece(shelf, "C-115", title="Monitoring leaflet")
    client.force_login(shelf.rep1)
    page = client.get("/accounts/commercial/content/").content.decode()
    assert page.index("Monitoring leaflet") < page.index("Dosing card")
    assert "Expired" in page
    assert "New piece" not in page
    assert (
        "No piece fits"
        in client.get(
            f"/accounts/commercial/content/?product={Product.objects.create(name='Zelmira').pk}"
        ).content.decode()
    )
    assert client.get(f"/accounts/commercial/content/{one.pk}/").status_code == 200
    assert client.post(f"/accounts/commercial/content/{one.pk}/withdraw/", {"reason": "x"}).status_code == 403
    assert client.get(f"/accounts/commercial/content/{shelf.rep1.pk}/").status_code == 404


def test_medical_reads_none_of_it(shelf, client):
    piece(shelf)
    with pytest.raises(Error, match="permission denied"), acting_as(shelf.msl1):
        list(PromotionalContent.objects.all())
    client.force_login(shelf.msl1)
    assert client.get("/accounts/commercial/content/").status_code == 404
