"""The whole access policy on one screen: role x record x action. Read this first.

``READ``, ``WRITE`` (create and change) and ``ACT`` (a step with a name of its own: submit, release, close).
What is not in the table is refused. ``manage.py print_policy`` prints it to docs/POLICY.md; a test keeps
both equal. Scope (which rows) comes from territories; this table says which kinds of record at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .sides import Role, Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

READ, WRITE, ACT = "read", "write", "act"

# Record -> one sentence. The word is what views state in @access(...).
RECORDS: dict[str, StrOrPromise] = {
    "home": _("One’s own start page."),
    "notice": _("Notices addressed to oneself."),
    "hcp": _("The directory of HCPs and organisations."),
    "account_list": _("The shared account list, with both tiers."),
    "influence": _("Medical’s words on the list: clinical influence, key opinion leaders, and the reasons."),
    "importance": _("Commercial’s words on the list: A, B, C, and the reasons."),
    "medical_account": _("An account as medical sees it."),
    "commercial_account": _("An account as commercial sees it."),
    "promotional_content": _("The promotional library: approved content, version by version."),
    "rep_objective": _("Detailing aims of representatives."),
    "detail_call": _("Detail calls of representatives."),
    "msl_objective": _("MSL objectives: scientific aims with an account."),
    "standing_request": _("Standing requests of HCPs to be kept informed."),
    "material": _("The approved scientific library."),
    "safety_record": _("Adverse events and product complaints heard in an exchange."),
    "visit": _("Visits that MSLs plan."),
    "co_travel": _("Co-travel notes, between a manager who came along and the MSL."),
    "call_report": _("MSL call reports: scientific exchanges."),
    "inquiry": _("Scientific inquiries, as the representative entered them."),
    "follow_up": _("Scientific inquiries, as medical received and answered them."),
    "topic_alignment": _("Who of medical answers which kinds of question where."),
    "medical_escalation": _("Hand-offs that medical escalated to compliance, of the whole of medical."),
    "interest_release": _("Release of a general scientific interest to commercial."),
    "medical_proposal": _("What medical proposes to change in the directory, each person their own."),
    "commercial_proposal": _("What commercial proposes to change in the directory, each person their own."),
    "directory_care": _("A steward’s care of the directory: proposals, duplicates, and what was decided."),
    "ledger": _("Passage ledger and refusals."),
    "escalation": _("Hand-offs that were escalated to compliance."),
    "export": _("Who took rows of a list out of the product, and which."),
    "people": _("People, roles, reporting lines, territories and who works them."),
    "account_change": _("Accounts that wait for a second person."),
}

_FIELD_MEDICAL = {
    "home": {READ},
    "notice": {READ, ACT},
    "hcp": {READ},
    "account_list": {READ},
    "influence": {READ},
    "medical_account": {READ},
    "msl_objective": {READ},
    "standing_request": {READ},
    "material": {READ},
    "safety_record": {READ},
    "call_report": {READ},
    "visit": {READ},
    "follow_up": {READ},
    "topic_alignment": {READ},
}
_FIELD_COMMERCIAL = {
    "home": {READ},
    "notice": {READ, ACT},
    "hcp": {READ},
    "account_list": {READ},
    "importance": {READ},
    "commercial_account": {READ},
    "promotional_content": {READ},
    "rep_objective": {READ},
    "detail_call": {READ},
    "inquiry": {READ},
}
_OVERSIGHT = {"home": {READ}, "notice": {READ, ACT}, "ledger": {READ}, "export": {READ}}
_OVERSIGHT |= {"directory_care": {READ}}

POLICY: dict[Role, dict[str, set[str]]] = {
    Role.MSL: _FIELD_MEDICAL
    | {"call_report": {READ, WRITE, ACT}, "follow_up": {READ, WRITE, ACT}, "influence": {READ, WRITE}}
    | {"msl_objective": {READ, WRITE}, "standing_request": {READ, WRITE, ACT}}
    | {"safety_record": {READ, ACT}, "visit": {READ, WRITE, ACT}, "co_travel": {READ}}
    | {"medical_proposal": {READ, WRITE}},
    Role.MSL_DIRECTOR: _FIELD_MEDICAL
    | {
        "influence": {READ, WRITE},
        "msl_objective": {READ, WRITE},
        "standing_request": {READ, WRITE, ACT},
        "material": {READ, WRITE},
        "safety_record": {READ, ACT},
        "call_report": {READ, WRITE, ACT},
        "visit": {READ, WRITE, ACT},
        "co_travel": {READ, WRITE},
        "follow_up": {READ, WRITE, ACT},
        "interest_release": {READ, ACT},
        "topic_alignment": {READ, WRITE},
        "medical_proposal": {READ, WRITE},
    },
    Role.HEAD_OF_MEDICAL: _FIELD_MEDICAL | {"medical_escalation": {READ}},
    Role.CLINICAL_DEVELOPMENT: {"home": {READ}, "notice": {READ, ACT}, "hcp": {READ}},
    Role.REP: _FIELD_COMMERCIAL
    | {
        "inquiry": {READ, WRITE, ACT},
        "importance": {READ, WRITE},
        "rep_objective": {READ, WRITE},
        "detail_call": {READ, WRITE},
        "commercial_proposal": {READ, WRITE},
    },
    Role.SALES_DIRECTOR: _FIELD_COMMERCIAL
    | {
        "importance": {READ, WRITE},
        "promotional_content": {READ, WRITE},
        "rep_objective": {READ, WRITE},
        "commercial_proposal": {READ, WRITE},
    },
    Role.VP_COMMERCIAL: {kind: rule for kind, rule in _FIELD_COMMERCIAL.items() if kind != "inquiry"},
    Role.EVENT_COORDINATOR: {"home": {READ}, "notice": {READ, ACT}, "hcp": {READ}},
    Role.COMPLIANCE: _OVERSIGHT
    | {"escalation": {READ}, "account_change": {READ, ACT}, "directory_care": {READ, ACT}},
    Role.LEGAL: _OVERSIGHT,
    Role.ADMINISTRATOR: {
        "home": {READ},
        "notice": {READ, ACT},
        "people": {READ, WRITE, ACT},
        "account_change": {READ, ACT},
    },
}


def allows(role: str, record: str, action: str) -> bool:
    """Whether a role may do an action on a kind of record."""
    return action in POLICY.get(Role(role), {}).get(record, set())


def sides_of(record: str) -> set[Side]:
    """The sides on which at least one role may do anything with this kind of record."""
    return {role.side for role, records in POLICY.items() if record in records}


def as_markdown() -> str:
    """The table as Markdown, one row per record and one column per role."""
    lines = ["# Who may do what", "", "Printed from `msl_governance/firewall/policy.py`.", ""]
    lines += [f"- **{role.label}** (`{role.value}`, {role.side.label}): {role.sentence}" for role in POLICY]
    head = " | ".join(f"`{role.value}`" for role in POLICY)
    lines += ["", f"| record | {head} |", "|---|" + "---|" * len(POLICY)]
    for record, sentence in RECORDS.items():
        cells = (", ".join(sorted(POLICY[role].get(record, set()))) or "·" for role in POLICY)
        lines.append(f"| **{record}**: {sentence} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
