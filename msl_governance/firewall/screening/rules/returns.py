"""What comes back with an interest: its general nature alone, never what somebody thinks of a product or would like of us."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_MOOD = "(convinced|enthusiastic|sold|persuaded|supportive|excited|impressed|keen|hooked|won over|on board|on our side)"
_SELLERS = "(representative|representatives|rep|reps|sales|salesperson|our team|your team|the team|the company|commercial)"

RULES = (
    Rule(
        id="intent.mood",
        kind="intent",
        explanation=_(
            "What somebody thinks of a product must not go back. Name the scientific interest alone."
        ),
        patterns=(
            f"(now|is|was|are|seems|seemed|sounded|became|left|feels|looks|very|quite|fully|already|increasingly) ..1 {_MOOD}",
            f"^{_MOOD} ..1 (by|about|of|on|with)",
            "(and|but|so) ..1 (convinced|enthusiastic|sold|persuaded|won over|on board)",
            f"{_MOOD} ..1 (by|about|of|on|with) ..2 (product|medicine|us|our|ours|company|it)",
            "(could|can|might|may) be (won|convinced|persuaded|turned|brought round|brought over)",
            "(his|her|their|the) (practice|clinic|hospital|group|centre|center|department|ward|site) ..3 (about to|going to|ready to|soon to|wants to|plans to) ..1 (change|switch|move|revise|update|adopt|review)",
        ),
        unless=(
            f"(patients|participants|those|people|carers|adults|smokers|volunteers) ..3 {_MOOD}",
            "impressed by ..2 (statistics|methods|design|designs|conduct|rigour)",
        ),
        places=("interest",),
        hits=(
            "General interest in renal data; now convinced.",
            "Interested in stroke prevention and very enthusiastic about the product.",
            "Renal outcomes, since her practice is about to change protocol.",
        ),
        passes=(
            "Interested in how patients became convinced to stop smoking.",
            "How practice changes after new renal data.",
        ),
    ),
    Rule(
        id="promotion.wish",
        kind="promotion",
        explanation=_(
            "What somebody would like of Commercial must not go back. Name the scientific interest alone."
        ),
        patterns=(
            f"(hear|hears|hearing|visit|visits|meet|meeting|call|calls|see|seeing|talk|talking|contact|lunch) ..5 {_SELLERS}",
            f"{_SELLERS} ..4 (hear|visit|visits|meet|call|calls|see|talk|contact|return|come|comes|drop by|follow up)",
            "(free|with|more|when|any) samples ..1 (come|comes|arrive|again|available|please|for)",
            "(free samples|again with samples|drop samples|leave samples)",
            "(with|for|on|about|asked|asks|wants|want|which|what) ..2 (discount|discounts|rebate|rebates|samples pack|starter packs|vouchers)",
            "(visit|visits|call|come|comes|stop by|drop by) ..1 again",
        ),
        unless=("(blood|tissue|urine|serum|plasma|biopsy|tumour|tumor|saliva|patient) ..1 samples",),
        places=("interest",),
        hits=(
            "Interested in stroke prevention, ready to hear more from the representative.",
            "Comparative bleeding, and which discounts apply.",
            "Renal data; he asked whether our team could visit again with samples.",
        ),
        passes=("Which blood samples show the effect.", "How a trial team could meet its recruitment."),
    ),
)
