"""A door of its own."""

from msl_governance.firewall.doors import Crossing, declare
from msl_governance.firewall.sides import Role, Side

DIGEST = declare(
    Crossing(
        name="digest", title="Digest of a study", door=9, origin=Side.MEDICAL, destination=Side.COMMERCIAL,
        source="growth.Study", target="growth.Digest", fields={"title": "title", "amount": "amount"},
        author="author_id", opened_by=(Role.MSL_DIRECTOR,),
    )
)  # fmt: skip
