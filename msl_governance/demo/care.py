"""Care of the directory in the story: duplicates, one merge, proposals of both sides, a number that is deactivated."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection, transaction

from accounts.commercial.proposals.services import propose as propose_commercial
from accounts.medical.proposals.services import propose as propose_medical
from accounts.oversight.care import proposals
from accounts.shared.models import Affiliation, Hcp, Organisation
from accounts.shared.proposing.drafts import Draft
from msl_governance.firewall.database import acting_as, as_login

from .cast import Cast
from .clock import Tale
from .people import REASON


def tell_duplicates(cast: Cast) -> None:
    """Records without a number, as somebody typed them in; one place that ended; one number that is no more."""
    north, south = cast.doctors["north"], cast.doctors["south"]
    with as_login("steward"), transaction.atomic():
        connection.introduce("", str(uuid4()), REASON)  # type: ignore[attr-defined]
        for hcp, last in (
            (north[0], "Marcheti"),
            (north[2], north[2].last_name),
            (south[1], south[1].last_name),
        ):
            Hcp.objects.create(
                first_name=hcp.first_name, last_name=last, credentials="MD", specialty=hcp.specialty, city=hcp.city,
                region=hcp.region, phone=hcp.phone, email=hcp.email,
            )  # fmt: skip
        Organisation.objects.create(
            name="Harbor Light Heart Institute", kind="hospital", city="Boston", region="MA"
        )
        before = Organisation.objects.get(name="Three Rivers Kidney Centre")
        Affiliation.objects.create(
            hcp=north[0], organisation=before, role="Fellow", is_primary=False,
            since=cast.clock.last_day - timedelta(days=2600), until=cast.clock.last_day - timedelta(days=900),
        )  # fmt: skip
        Hcp.objects.filter(pk=south[3].pk).update(deactivated_on=cast.clock.last_day - timedelta(days=120))


def cared(cast: Cast) -> Tale:
    """Both sides propose, compliance merges, makes one and leaves the others for tomorrow."""
    msl, rep, steward = (cast.people[name] for name in ("msl1", "rep1", "compliance1"))
    north = cast.doctors["north"]
    yield cast.clock.today - timedelta(days=9)
    with acting_as(msl):
        twin = Hcp.objects.get(npi=None, last_name=north[2].last_name, first_name=north[2].first_name)
        double = Draft("duplicate", "self", account=twin, other=north[2])
        made = propose_medical(by=msl, draft=double)
    yield cast.clock.today - timedelta(days=8)
    with acting_as(rep):
        phone = Draft("correct", "office", account=north[4], values={"phone": "+1 555 0177"})
        told = propose_commercial(by=rep, draft=phone)
    yield cast.clock.today - timedelta(days=6)
    with acting_as(steward):
        proposals.make_merge(by=steward, proposal=made, duplicate=twin, survivor=north[2])
        proposals.make(by=steward, proposal=told, phone="+1 555 0177")
    yield from _waiting(cast, msl, rep)


def _waiting(cast: Cast, msl, rep) -> Tale:
    """What a steward finds on the home."""
    yield cast.clock.today - timedelta(days=2)
    with acting_as(msl):
        committee = Organisation.objects.get(kind=Organisation.Kind.COMMITTEE)
        seat = Draft(
            "joined", "website", account=cast.doctors["north"][5], other=committee, values={"seat": "member"}
        )
        propose_medical(by=msl, draft=seat)
    yield cast.clock.today - timedelta(days=1)
    with acting_as(rep):
        missing = {
            "first_name": "Ottilie",
            "last_name": "Brandvold",
            "specialty": "Cardiology",
            "region": "NY",
        }
        propose_commercial(by=rep, draft=Draft("person", "office", values=missing))
