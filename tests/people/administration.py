"""Words and moments of the administrator's tests."""

from datetime import timedelta

from msl_governance.people.administration import selectors
from msl_governance.people.models import Person

TODAY = selectors.today
DAY = timedelta(days=1)
NEW = {
    "username": "msl9", "full_name": "Ilse Brandt", "email": "msl9@threshold.example", "team": "Field Medical",
    "scientific_background": "PhD", "attested_on": "", "time_zone": "Europe/Vienna", "identity": "",
}  # fmt: skip


def fresh(person):
    """The person as the database has them now."""
    return Person.objects.get(pk=person.pk)


def sentence(error, field):
    """What was said beside a field."""
    return " ".join(error.value.message_dict[field])
