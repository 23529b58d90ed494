"""The personas, their teams and territories. No name is a real person's."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from msl_governance.firewall.database import acting_for, as_login
from msl_governance.firewall.sides import Side
from msl_governance.people.administration.alignments import align
from msl_governance.people.models import CommercialTerritory, MedicalTerritory, Person

PASSWORD = "Threshold-demo-1"  # noqa: S105  published: development only, the command refuses elsewhere
REASON = "demo story"
JOINED = date(2024, 1, 2)  # since when everybody has worked their territory
LAST = "administrator1"  # comes at the very end: who finds this one knows that the story was told whole

# User name -> name, team, reports to, background. A manager stands before those who report to them.
PERSONAS: dict[str, tuple[str, str, str, str]] = {
    "head_of_medical1": ("Ruben Aldecoa", "Medical Affairs", "", "MD"),
    "msl_director1": ("Helena Drax", "Field Medical", "head_of_medical1", "PhD"),
    "msl1": ("Amara Okafor", "Field Medical, North", "msl_director1", "PharmD"),
    "msl2": ("Joren Valk", "Field Medical, South", "msl_director1", "PhD"),
    "clinical_development1": ("Sunniva Kerr", "Clinical Development", "", "MD"),
    "vp_commercial1": ("Dario Venn", "Commercial", "", ""),
    "sales_director1": ("Orla Bexley", "Field Sales", "vp_commercial1", ""),
    "rep1": ("Tom Lindqvist", "Field Sales, North", "sales_director1", ""),
    "rep2": ("Mira Castellane", "Field Sales, South", "sales_director1", ""),
    "event_coordinator1": ("Pia Stannard", "Events", "vp_commercial1", ""),
    "compliance1": ("Ines Marlowe", "Compliance", "", ""),
    "legal1": ("Conrad Yates", "Legal", "", ""),
    LAST: ("Noor Haddon", "Platform", "", ""),
}
NORTH = [
    "CT", "ME", "MA", "NH", "RI", "VT", "NY", "NJ", "PA", "OH", "MI", "IN", "IL", "WI", "MN", "IA", "ND", "SD", "NE",
    "MT", "WY", "ID", "WA", "OR", "AK",
]  # fmt: skip
SOUTH = [
    "DE", "MD", "DC", "VA", "WV", "NC", "SC", "GA", "FL", "KY", "TN", "AL", "MS", "AR", "LA", "MO", "KS", "OK", "TX",
    "NM", "AZ", "CO", "UT", "NV", "CA", "HI", "PR", "VI",
]  # fmt: skip
# Who leads the whole country, who works its north, who its south.
WORKERS = {
    MedicalTerritory: (("head_of_medical1", "msl_director1"), "msl1", "msl2"),
    CommercialTerritory: (("vp_commercial1", "sales_director1"), "rep1", "rep2"),
}


def known(username: str) -> bool:
    """Whether somebody has this user name."""
    with as_login("core"), transaction.atomic():
        return Person.objects.filter(username=username).exists()


def tell_people() -> dict[str, Person]:
    """Everybody but the last, by user name, with both trees of territories and who works them."""
    hashed = make_password(PASSWORD)  # once: thirteen times would be half the time of the whole story
    with acting_for(Side.PLATFORM, reason=REASON):
        people: dict[str, Person] = {}
        for username in PERSONAS:
            if username != LAST:
                people[username] = _tell(username, hashed, people)
        for model, (leaders, north, south) in WORKERS.items():
            root = model.objects.create(name="United States")
            places = [(leader, root) for leader in leaders]
            for worker, name, regions in ((north, "North", NORTH), (south, "South", SOUTH)):
                places.append((worker, model.objects.create(name=name, parent=root, regions=regions)))
            for username, place in places:
                align(by=people[username], person=people[username], territory=place, start=JOINED)
    return people


def tell_last() -> None:
    """The administrator, who marks the end of the story."""
    with acting_for(Side.PLATFORM, reason=REASON):
        _tell(LAST, make_password(PASSWORD), {})


def _tell(username: str, hashed: str, people: dict[str, Person]) -> Person:
    name, team, manager, background = PERSONAS[username]
    person = Person(
        username=username,
        password=hashed,
        full_name=name,
        role=username.rstrip("1234567890"),
        email=f"{username}@threshold.example",
        team=team,
        manager=people.get(manager),
        scientific_background=background,
        attested_on=date.today(),
    )
    person.full_clean(exclude=["password"])
    person.save()
    return person
