"""Door 2: what may cross, field by field. The only module that sees both sides."""

from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.doors import Crossing, declare
from msl_governance.firewall.sides import Role, Side

DOOR = 2

INQUIRY = declare(
    Crossing(
        name="inquiry",
        title=_("Scientific inquiry"),
        door=DOOR,
        origin=Side.COMMERCIAL,
        destination=Side.MEDICAL,
        source="handoffs_commercial.Inquiry",
        target="handoffs_medical.FollowUp",
        fields={
            name: name
            for name in (
                "hcp_id",
                "hcp_name",
                "hcp_place",
                "contact_phone",
                "contact_email",
                "preferred_day",
                "preferred_part",
                "kind",
                "verbatim",
                "unprompted",
                "adverse_event",
            )
        },
        condition="near.state = 'submitted' AND near.submitted_at IS NOT NULL",
        author="author_id",
        opened_by=(Role.REP,),
    )
)

WITHDRAWAL = declare(
    Crossing(
        name="withdrawal",
        title=_("Withdrawn by the HCP"),
        door=DOOR,
        origin=Side.COMMERCIAL,
        destination=Side.MEDICAL,
        source="handoffs_commercial.Inquiry",
        target="handoffs_medical.Withdrawal",
        fields={},
        condition="near.state = 'withdrawn'",
        follows="inquiry",
        back_reference="follow_up_id",
        author="author_id",
        opened_by=(Role.REP,),
    )
)

STANDING = declare(
    Crossing(
        name="standing",
        title=_("Standing of an inquiry"),
        door=DOOR,
        origin=Side.MEDICAL,
        destination=Side.COMMERCIAL,
        source="handoffs_medical.FollowUp",
        target="handoffs_commercial.Standing",
        fields={"state": "standing"},
        condition="near.standing IN ('with_medical', 'closed')",
        answers="inquiry",
        back_reference="inquiry_id",
        opened_by=(Role.MSL, Role.MSL_DIRECTOR),
        by_task=True,
        once=False,
    )
)

INTEREST = declare(
    Crossing(
        name="interest",
        title=_("General scientific interest"),
        door=DOOR,
        origin=Side.MEDICAL,
        destination=Side.COMMERCIAL,
        source="handoffs_medical.InterestReturn",
        target="handoffs_commercial.Interest",
        fields={"topic_id": "topic_id", "sentence": "sentence", "expires_on": "expires_on"},
        condition="near.state = 'released'",
        near_reference="follow_up_id",
        answers="inquiry",
        back_reference="inquiry_id",
        # An MSL opens it only where the setting asks for no release by the director.
        opened_by=(Role.MSL, Role.MSL_DIRECTOR),
    )
)
