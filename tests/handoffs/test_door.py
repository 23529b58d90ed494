"""What door 2 carries, field by field, frozen: whoever widens a crossing has to change this test too."""

from handoffs import door
from msl_governance.firewall.doors import CROSSINGS

CARRIES = {
    "inquiry": {
        "hcp_id": "hcp_id", "hcp_name": "hcp_name", "hcp_place": "hcp_place", "contact_phone": "contact_phone", "contact_email": "contact_email",
        "preferred_day": "preferred_day", "preferred_part": "preferred_part", "kind": "kind",
        "verbatim": "verbatim", "unprompted": "unprompted", "adverse_event": "adverse_event",
    },
    "withdrawal": {},
    "standing": {"state": "standing"},
    "interest": {"topic_id": "topic_id", "sentence": "sentence", "expires_on": "expires_on"},
}  # fmt: skip


def test_each_crossing_carries_these_fields_and_no_other():
    ours = {name: crossing.fields for name, crossing in CROSSINGS.items() if crossing.door == door.DOOR}
    assert ours == CARRIES


def test_who_opens_each_and_in_which_direction():
    ours = {name: crossing for name, crossing in CROSSINGS.items() if crossing.door == door.DOOR}
    assert {name: (c.direction, {r.value for r in c.opened_by}) for name, c in ours.items()} == {
        "inquiry": ("COMMERCIAL > MEDICAL", {"rep"}),
        "withdrawal": ("COMMERCIAL > MEDICAL", {"rep"}),
        "standing": ("MEDICAL > COMMERCIAL", {"msl", "msl_director"}),
        "interest": ("MEDICAL > COMMERCIAL", {"msl", "msl_director"}),
    }
