"""Approved content, aims and calls for tests."""

from datetime import timedelta

from django.utils import timezone

from accounts.commercial.calls import services as calls
from accounts.commercial.content.models import PromotionalContent
from accounts.commercial.objectives import services as objectives
from accounts.shared.models import Product
from msl_governance.firewall.database import acting_as
from tests.accounts.reports import earlier_today

DAY = timedelta(days=1)


def today():
    """As the pages take it."""
    return timezone.localdate()


def piece(world, code="C-114", **changes):
    """A piece on the shelf, usable unless ``changes`` say otherwise."""
    product, _made = Product.objects.get_or_create(name="Corvanta")
    values = {
        "author_id": world.sales_director1.pk, "code": code, "title": "Dosing card", "product": product,
        "key_message": f"Once daily, {code}.", "approved_on": today() - 90 * DAY,
        "expires_on": today() + 30 * DAY, "in_label": True,
    }  # fmt: skip
    return PromotionalContent.objects.create(**(values | changes))


def aim(world, content, **changes):
    """An aim of rep1 with the northern doctor."""
    values = {
        "hcp": world.north_hcp, "content": content, "period_start": today() - 20 * DAY,
        "period_end": today() + 20 * DAY, "planned_calls": 5,
    }  # fmt: skip
    with acting_as(world.rep1):
        return objectives.set_objective(by=world.rep1, **(values | changes))


def values_of_call(world, contents, **changes):
    """What ``log_call`` takes, for an hour ago or earlier today."""
    values = {
        "hcp": world.north_hcp, "called_at": earlier_today(), "channel": "in_person",
        "contents": contents, "next_step": "none",
    }  # fmt: skip
    return values | changes


def call(world, contents, by=None, **changes):
    """A call that rep1, or somebody else, has logged."""
    person = by or world.rep1
    with acting_as(person):
        return calls.log_call(by=person, **values_of_call(world, contents, **changes))
