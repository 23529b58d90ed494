"""All rules. Change one, raise `SCREENING_VERSION`: refusals in the ledger name the version they were made under."""

from ..rulebook import Rule
from . import (
    adverse_event,
    agenda,
    asides,
    bystanders,
    claims,
    direction,
    frames,
    intent,
    other_languages,
    personal_data,
    prescribing,
    promotion,
    reports,
    returns,
    shorthand,
    statements,
    target,
)

SCREENING_VERSION = "6"

RULES: tuple[Rule, ...] = (
    *prescribing.RULES,
    *target.RULES,
    *promotion.RULES,
    *direction.RULES,
    *intent.RULES,
    *agenda.RULES,
    *adverse_event.RULES,
    *personal_data.RULES,
    *other_languages.RULES,
    *frames.RULES,
    *claims.RULES,
    *reports.RULES,
    *shorthand.RULES,
    *asides.RULES,
    *statements.RULES,
    *bystanders.RULES,
    *returns.RULES,
)

RULE_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
