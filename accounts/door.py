"""Door 1: the shared account list. What each side may set on it, column by column; nothing else crosses.

Only choices, switches and references cross: there is no column for a text, a number or a date, so no volume,
decile, target, frequency or appointment can.
"""

from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.doors import Crossing, declare
from msl_governance.firewall.sides import Role, Side

DOOR = 1
ENTRY = "accounts_shared.ListEntry"
ACCOUNT = {"id": "entry_key"} | {
    name: name for name in ("product_id", "area_id", "hcp_id", "organisation_id")
}
MEDICAL_ROLES = (Role.MSL, Role.MSL_DIRECTOR)
COMMERCIAL_ROLES = (Role.REP, Role.SALES_DIRECTOR)

INFLUENCE = declare(
    Crossing(
        name="influence",
        title=_("Medical’s word on an account"),
        door=DOOR,
        origin=Side.MEDICAL,
        destination=Side.COMMERCIAL,
        source="accounts_medical.InfluenceSetting",
        target=ENTRY,
        fields={
            "id": "entry_id",
            "influence": "influence",
            "is_kol": "is_kol",
            "barrier": "barrier",
            "is_listed": "is_listed",
        },
        author="author_id",
        opened_by=MEDICAL_ROLES,
        once=False,
        changes=True,
    )
)

IMPORTANCE = declare(
    Crossing(
        name="importance",
        title=_("Commercial’s word on an account"),
        door=DOOR,
        origin=Side.COMMERCIAL,
        destination=Side.MEDICAL,
        source="accounts_commercial.ImportanceSetting",
        target=ENTRY,
        fields={
            "id": "entry_id",
            "importance": "importance",
            "barrier": "barrier",
            "is_listed": "is_listed",
        },
        author="author_id",
        opened_by=COMMERCIAL_ROLES,
        once=False,
        changes=True,
    )
)

MEDICAL_ADDITION = declare(
    Crossing(
        name="medical_addition",
        title=_("Account added by medical"),
        door=DOOR,
        origin=Side.MEDICAL,
        destination=Side.COMMERCIAL,
        source="accounts_medical.MedicalAddition",
        target=ENTRY,
        fields=ACCOUNT,
        author="author_id",
        opened_by=MEDICAL_ROLES,
    )
)

COMMERCIAL_ADDITION = declare(
    Crossing(
        name="commercial_addition",
        title=_("Account added by commercial"),
        door=DOOR,
        origin=Side.COMMERCIAL,
        destination=Side.MEDICAL,
        source="accounts_commercial.CommercialAddition",
        target=ENTRY,
        fields=ACCOUNT,
        author="author_id",
        opened_by=COMMERCIAL_ROLES,
    )
)
