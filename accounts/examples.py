"""The account list as the proof's worlds may hold it, and accounts that can still be put on it."""

from accounts.shared.models import Area
from msl_governance.firewall.proof.examples import register

PERSON = {"organisation": None, "is_listed": True}
ORGANISATION = {"hcp": None, "is_kol": False, "is_listed": True}
register("accounts_shared.Area", [{"regions": ["R1"]}, {"regions": ["R2"]}, {"regions": ["R1", "R2"]}])
register(
    "accounts_shared.ListEntry",
    [PERSON, PERSON, ORGANISATION, PERSON, PERSON | {"is_listed": False}],
)


def _area(step: int):
    """An area on whose list the account is not yet: entries stand where ``step`` is 0."""

    def pick(values, index):
        areas = values.pools[Area]
        return areas[(index + step) % len(areas)]

    return pick


for label, step in (("accounts_medical.MedicalAddition", 1), ("accounts_commercial.CommercialAddition", 2)):
    register(label, [PERSON | {"area": _area(step)}, ORGANISATION | {"area": _area(step)}])
# A key opinion leader is a person, and entries of organisations stand in the list as well.
register("accounts_medical.InfluenceSetting", [{"is_kol": None}])
