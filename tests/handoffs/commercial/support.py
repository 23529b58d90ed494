"""What a representative enters, in the tests' own words."""

import re
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from handoffs.commercial.rules import Entry

NEW_YORK = ZoneInfo("America/New_York")
HTMX = {"headers": {"HX-Request": "true"}}
CLEAN = "How does it act on the receptor when eGFR is below 30?"
OFFENDING = "How does it act? She writes about 40 scripts a month and would switch more patients."


def entry_for(hcp, /, **changes) -> Entry:
    """A complete, clean entry about a doctor."""
    values = {
        "hcp_id": hcp.pk, "contact_phone": "+1 555 0142", "contact_email": "e@northgate.example",
        "preferred_day": "wed", "preferred_part": "late", "kind": "mechanism", "verbatim": CLEAN,
        "unprompted": True, "adverse_event": False, "acknowledged": True, "acknowledged_at": timezone.now(),
    }  # fmt: skip
    return Entry(**values | changes)


def posted(hcp, /, **changes) -> dict[str, str]:
    """The same as the browser posts it."""
    values = {
        "hcp": str(hcp.pk), "contact_phone": "+1 555 0142", "contact_email": "e@northgate.example",
        "preferred_day": "wed", "preferred_part": "late", "kind": "mechanism", "verbatim": CLEAN,
        "unprompted": "on", "adverse_event": "no", "acknowledged": "on", "action": "send",
        "acknowledged_at": timezone.localtime(timezone=NEW_YORK).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    return {name: value for name, value in (values | changes).items() if value is not None}


def at(name, *args):
    """Address of a page of the commercial half."""
    return reverse(f"handoffs_commercial:{name}", args=args)


def text_of(response):
    """The words of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
