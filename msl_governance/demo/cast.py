"""Who and what the tales are about, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from django.db import transaction

from accounts.shared.models import Hcp, ScientificTopic
from msl_governance.firewall.database import as_login
from msl_governance.people.models import Person

from .clock import Clock
from .people import NORTH


@dataclass
class Cast:
    """People by user name, doctors of the north and of the south, topics by name, and the clock."""

    clock: Clock
    people: dict[str, Person]
    doctors: dict[str, list[Hcp]] = field(default_factory=dict)
    topics: dict[str, ScientificTopic] = field(default_factory=dict)

    def gather(self) -> Cast:
        """Read the directory."""
        with as_login("steward"), transaction.atomic():
            everybody = list(Hcp.objects.filter(npi__startswith="29").order_by("npi"))
            self.topics = {topic.name: topic for topic in ScientificTopic.objects.all()}
        self.doctors = {
            "north": [one for one in everybody if one.region in NORTH],
            "south": [one for one in everybody if one.region not in NORTH],
        }
        return self

    def team(self, where: str) -> tuple[Person, Person]:
        """The representative and the MSL of ``north`` or ``south``."""
        number = 1 if where == "north" else 2
        return self.people[f"rep{number}"], self.people[f"msl{number}"]

    def doctor(self, where: str, rng: Random) -> Hcp:
        """One of them; the first few are seen more often, as in life."""
        found = self.doctors[where]
        return found[min(int(rng.expovariate(3 / len(found))), len(found) - 1)]
