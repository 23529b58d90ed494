"""What the tests of directory care need: a duplicate with records of both sides, and short ways to act."""

import json
from datetime import date, timedelta

from django.utils import timezone

from accounts.commercial.models import DetailCall, Prescribing, RepObjective
from accounts.medical.models import (
    Attendee,
    CallReport,
    Discussion,
    MslObjective,
    PlannedVisit,
    SafetyRecord,
    StandingRequest,
)
from accounts.oversight.care import services
from accounts.shared.models import Affiliation, Area, Hcp, ListEntry, Organisation, Product
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage

DAY = date(2026, 11, 2)


def twin_of(hcp, **facts):
    """A second record of the same doctor, written otherwise."""
    known = {"first_name": hcp.first_name, "last_name": hcp.last_name, "region": hcp.region, "city": hcp.city}
    return Hcp.objects.create(**(known | facts))


def report_with(world, hcp):
    """A submitted report of an exchange on the world's topic."""
    now = timezone.now()
    report = CallReport.objects.create(
        author_id=world.msl1.pk, territory=world.medical_north, met_at=now, channel="video"
    )
    Attendee.objects.create(report=report, hcp=hcp)
    Discussion.objects.create(
        report=report, number=0, topic=world.topic, content_class="on_label", origin="reactive"
    )
    report.state, report.submitted_at, report.adverse_event = "submitted", now, True
    report.save()
    return report


def records_about(world, hcp):
    """One record of each kind about an account, of both sides."""
    today, now = timezone.localdate(), timezone.now()
    medical = {"author_id": world.msl1.pk, "territory": world.medical_north}
    report = report_with(world, hcp)
    objective = MslObjective.objects.create(
        **medical, hcp=hcp, topic=world.topic, aim="Renal", period_start=today, period_end=today
    )
    PlannedVisit.objects.create(**medical, hcp=hcp, starts_at=now + timedelta(days=1), channel="video")
    StandingRequest.objects.create(
        hcp=hcp, topic=world.topic, author_id=world.msl1.pk, wish="News", asked_on=today,
        expires_on=today + timedelta(days=90),
    )  # fmt: skip
    SafetyRecord.objects.create(
        report=report, kind="adverse_event", description="Rash", author_id=world.msl1.pk, aware_at=now,
        due_at=now + timedelta(days=1),
    )  # fmt: skip
    commercial = {"author_id": world.rep1.pk, "territory": world.commercial_north, "hcp": hcp}
    aim = RepObjective.objects.create(**commercial, aim="Once daily", period_end=today)
    call = DetailCall.objects.create(**commercial, called_at=now)
    month = today.replace(day=1)
    Prescribing.objects.create(
        hcp=hcp, territory=world.commercial_north, product="Corvanta", month=month, scripts=30
    )
    return {"report": report, "objective": objective, "aim": aim, "call": call}


def decided(world, service, **known):
    """A steward's decision."""
    with acting_as(world.compliance1):
        return service(by=world.compliance1, **known)


def merged(world, duplicate, survivor):
    """One account of two; both read anew."""
    decision = decided(world, services.merge, duplicate=duplicate, survivor=survivor)
    duplicate.refresh_from_db()
    survivor.refresh_from_db()
    return decision


def passages(world):
    """Crossing, direction and payload of each row of the ledger, the oldest first."""
    with acting_as(world.compliance1):
        rows = Passage.objects.order_by("at")
        return [(row.crossing, row.direction, json.loads(row.payload)) for row in rows]


def place(name="Lakeside Clinic", **facts):
    """Another organisation."""
    return Organisation.objects.create(name=name, region="NY", city="Albany", **facts)


def listed(hcp, product, area, **words):
    """An entry of the account list."""
    return ListEntry.objects.create(
        product=Product.objects.get_or_create(name=product)[0],
        area=Area.objects.get_or_create(name=area, defaults={"regions": ["NY"]})[0],
        hcp=hcp,
        **words,
    )


def works_at(hcp, organisation, **facts):
    """An affiliation."""
    return Affiliation.objects.create(hcp=hcp, organisation=organisation, **facts)
