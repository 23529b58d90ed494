"""Door 1, the shared account list, and door 5, care of the directory: column by column, and nothing else crosses.

Through door 1 only choices, switches and references cross: there is no column for a text, a number or a date, so no
volume, decile, target, frequency or appointment can. Through door 5 a steward of oversight changes facts of the
directory, for both sides at once.
"""

from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.doors import BOTH, Crossing, declare
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

CARE_DOOR = 5
STEWARDS = (Role.COMPLIANCE,)


def _care(name: str, title, target: str, source: str, *columns: str, changes: bool, **known) -> Crossing:
    """A crossing of directory care: from a steward's row to the record that both sides read.

    Neither who decided nor who proposed is among the columns, and the target's history names nobody.
    """
    key = "target_id" if changes else "key"
    return declare(
        Crossing(
            name=name, title=title, door=CARE_DOOR, origin=Side.OVERSIGHT, destination=BOTH,
            source=f"accounts_oversight.{source}", target=target,
            fields={"id": key} | {column: column for column in columns}, author="author_id",
            opened_by=STEWARDS, once=not changes, changes=changes, **known,
        )
    )  # fmt: skip


HCP, ORGANISATION = "accounts_shared.Hcp", "accounts_shared.Organisation"
AFFILIATION = "accounts_shared.Affiliation"
HCP_COLUMNS = (
    "first_name", "last_name", "credentials", "specialty_code", "specialty", "city", "region", "phone", "email",
)  # fmt: skip
ORGANISATION_COLUMNS = ("name", "kind", "city", "region", "parent_id")
AFFILIATION_COLUMNS = ("hcp_id", "role", "seat", "is_primary", "since", "until")
APART = {"merged_into_id": "NULL"}

HCP_CHANGE = _care(
    "hcp_change",
    _("A person in the directory changed"),
    HCP,
    "HcpChange",
    *HCP_COLUMNS,
    "merged_into_id",
    changes=True,
)
HCP_NEW = _care(
    "hcp_new", _("A person put into the directory"), HCP, "NewHcp", *HCP_COLUMNS, "country", changes=False
)
HCP_APART = _care(
    "hcp_apart", _("A merged person separated again"), HCP, "HcpSeparation", changes=True, constants=APART
)
ORGANISATION_CHANGE = _care(
    "organisation_change", _("An organisation in the directory changed"), ORGANISATION, "OrganisationChange",
    *ORGANISATION_COLUMNS, "merged_into_id", changes=True,
)  # fmt: skip
ORGANISATION_NEW = _care(
    "organisation_new", _("An organisation put into the directory"), ORGANISATION, "NewOrganisation",
    *ORGANISATION_COLUMNS, "country", changes=False,
)  # fmt: skip
ORGANISATION_APART = _care(
    "organisation_apart", _("A merged organisation separated again"), ORGANISATION, "OrganisationSeparation",
    changes=True, constants=APART,
)  # fmt: skip
AFFILIATION_CHANGE = _care(
    "affiliation_change", _("An affiliation changed"), AFFILIATION, "AffiliationChange", *AFFILIATION_COLUMNS,
    changes=True,
)  # fmt: skip
AFFILIATION_NEW = _care(
    "affiliation_new", _("An affiliation put into the directory"), AFFILIATION, "NewAffiliation",
    *AFFILIATION_COLUMNS, "organisation_id", changes=False,
)  # fmt: skip
ENTRY_CHANGE = _care(
    "entry_change", _("An entry of the list followed its account"), ENTRY, "EntryChange", "hcp_id",
    "organisation_id", "influence", "importance", "is_kol", "barrier", "is_listed", changes=True,
)  # fmt: skip


def _answer(side: Side) -> Crossing:
    """What came of a proposal goes back to the side that made it: two words from lists."""
    word = side.value.title()
    return declare(
        Crossing(
            name=f"{side.login}_answer", title=_("Answer to a proposal"), door=CARE_DOOR, origin=Side.OVERSIGHT,
            destination=side, source=f"accounts_oversight.{word}Answer",
            target=f"accounts_{side.login}.{word}ProposalStanding",
            fields={name: name for name in ("proposal_id", "answer", "reason")}, author="author_id",
            opened_by=STEWARDS,
        )
    )  # fmt: skip


MEDICAL_ANSWER, COMMERCIAL_ANSWER = _answer(Side.MEDICAL), _answer(Side.COMMERCIAL)
