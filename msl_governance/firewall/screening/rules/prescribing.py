"""Prescribing: how much a doctor prescribes is commercial knowledge and never reaches medical, nor a brief."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_PAPERS = "(paper|papers|review|guideline|guidelines|article|articles|protocol|chapter|chapters|report|letter|manuscript|book|up)"

RULES = (
    Rule(
        id="prescribing.scripts",
        kind="prescribing",
        explanation=_("Scripts are a sales measure. Take them out and keep the scientific question alone."),
        patterns=("@scripts",),
        unless=(
            "(thioredoxin|reductase|protein|pathway|redox|peroxiredoxin) ..4 @scripts",
            "@scripts ..4 (thioredoxin|reductase|protein|redox|pathway|peroxiredoxin)",
            "(r|python|software|code|analysis|statistical|stata|sas|recruitment|call) ..2 scripts", "scripts ..3 (r|python|package|analysis|stata|sas)",
            "scripts ..3 (code|github|reproducible|repository|software)",
        ),
        hits=("She is good for scripts.", "TRx looks soft there.", "A few more s c r i p t s would help."),
        passes=(
            "Is the thioredoxin (Trx) system involved in resistance?",
            "Are the R analysis scripts public?",
        ),
    ),
    Rule(
        id="prescribing.number",
        kind="prescribing",
        explanation=_("Do not count prescriptions. Medical must not know how much this doctor prescribes."),
        patterns=(
            "@num ..2 @rx",
            "@rx ..2 @per",
            "@num ..3 (prescriptions|script|rx) ..3 @per",
            "accounts for ..4 (@rx|@scripts|prescribing|volume)",
            "(most|majority|all|few) ..1 prescriptions",
        ),
        unless=(
            "@num (mg|mcg|ug|ml|g|kg|iu|hours|mmol) ..3 @rx",
            "(renew|renewed|valid|refilled|dispensed) ..3 @rx",
            "@rx ..3 (valid|renewed|dispensed)",
        ),
        unless_sentence=("study",),
        hits=("He does forty prescriptions a month.", "That is 12 Rx per week."),
        passes=("How many prescriptions per 1,000 inhabitants were recorded in the registry?",),
    ),
    Rule(
        id="prescribing.habit",
        kind="prescribing",
        explanation=_(
            "Leave out what or how often this doctor prescribes; ask the scientific question alone."
        ),
        patterns=(
            "(@hcp|@site|@hcps) ..2 @prescribe ..3 @lots",
            "(@hcp|@site|@hcps) ..1 @lots ..1 @prescribe",
            "@hcp ..1 (writes|wrote|prescribes|prescribed|writing|prescribing) ..2 @num",
            "(@hcp|@site) ..1 (writes|wrote|prescribes|prescribed|writing|prescribing) ..2 (our|ours|us|competitor|competitors)",
            "^(mostly|mainly|currently|barely|hardly|rarely|already|still|only) ..1 (prescribes|writes|prescribing|writing)",
            "(currently|presently) ..1 (prescribes|writes) ..2 @lots",
            "(@hcp|@site|they) ..2 @orders ..3 @num ..2 @units",
            "(get|getting|have|want|got) @him ..1 to @prescribe",
            "@lots writing",
        ),
        unless=(
            f"@prescribe ..4 {_PAPERS}",
            "@num (mg|mcg|ug|ml|g|iu|mmol|hours|days|puffs|drops|tablets)",
            "(when|if|whether|should|how|can) ..2 (@hcp|@hcps) ..2 @prescribe",
        ),
        unless_sentence=("research",),
        hits=(
            "She prescribes a lot of it.",
            "He barely writes ours.",
            "The clinic orders about 60 vials from us.",
        ),
        passes=("She wrote two papers on the topic.", "He prescribes 5 mg daily, is that enough?"),
    ),
    Rule(
        id="prescribing.writer",
        kind="prescribing",
        explanation=_("Do not rank the doctor as a prescriber. Say only who asks and what is asked."),
        patterns=(
            "@high ..2 @prescriber",
            "(non|new|rx|script|lapsed|potential|occasional) @writerword",
            "(@hcp|who) is ..3 @writerword",
            "@high ..1 (prescribing|writing) ..2 (@hcp|@hcps|@site|@customer|practices|clinics|group|groups|@decile)",
            "@prescriber of (our|ours|the competitor|competitor)",
            "(prescribing|writing) (power|leader|champion|powerhouse)",
        ),
        unless=(
            "medical writer",
            "@prescriber ..2 (training|education|survey|checklist|guide)",
            "new prescribers",
        ),
        unless_sentence=("research",),
        hits=("He is the biggest writer in the county.", "A low-volume prescriber asks this."),
        passes=("Is there a prescriber checklist for high-risk patients?",),
    ),
    Rule(
        id="prescribing.metric",
        kind="prescribing",
        explanation=_("Prescribing figures and trends stay on the commercial side. Take them out."),
        patterns=(
            "(prescribing|prescription|prescriptions|script|rx|writing|prescriber|scripting) ..1 @metric",
            "@metric of ..2 (@rx|prescribing)",
            "number of ..1 @rx",
            "(iqvia|xponent|ims data|komodo|symphony|prescriber level data)",
            "(his|her|their|dr|@hcp) ..1 (prescribing|prescriptions|scripting)",
        ),
        unless=(
            "(writing|written) ..2 (data|report|history)",
            "(safe|rational|off|appropriate|label|inappropriate) ..2 prescribing",
            "(when|before|after|in|for|if) ..1 prescribing ..1 @metric",
            "@hcp ..1 prescribing ..3 (safe|appropriate)",
            "(should|can|could|would|before|when|if|guidelines|of) @hcp ..1 prescribing",
        ),
        unless_sentence=("study",),
        hits=("Her prescribing volume is worth a visit.", "The number of prescriptions is flat here."),
        passes=("Were prescribing patterns analysed in the real-world cohort?",),
    ),
    Rule(
        id="prescribing.change",
        kind="prescribing",
        explanation=_("Science is not exchanged to raise prescribing. Take the wish or the trend out."),
        patterns=(
            "@rise ..3 (@rx|prescribing|writing)",
            "(@rx|prescribing) ..5 @rise",
            "prescribing ..4 (shifted|moved|changed|gone|moving|shifting|eroded|eroding)",
            "@drives ..2 (prescribing|prescription|prescriptions)",
        ),
        unless=(
            "@rise to ..3 (prescribing|@rx)",
            "(@rx|prescribing) ..2 up to",
            "more (information|data|detail) ..3 (prescribing|@rx)",
            "more ..3 before prescribing",
            "(interventions|intervention|programme|antibiotic|opioid|inappropriate|unnecessary) ..4 (prescribing|prescriptions)",
            "(prescribing|prescriptions) ..2 (interventions|intervention|opioids|antibiotics|benzodiazepines)",
        ),
        unless_sentence=("study",),
        hits=("This could lift prescribing in the north.", "His prescriptions have dropped."),
        passes=("Which interventions reduce or increase antibiotic prescribing?",),
    ),
    Rule(
        id="prescribing.decile",
        kind="prescribing",
        explanation=_("Deciles are worked out from prescribing and stay commercial. Take the rank out."),
        patterns=(
            "@decile @num",
            "@decile (one|a)",
            "@num @decile @customer",
            "@num @decile",
            "@high ..2 @decile",
            "@decile ..2 (@customer|@hcp|@hcps)",
            "@dcode ..1 (@hcp|@hcps|@customer)",
            "(@hcp|account|practice) is ..1 @dcode",
            "(prescribing|prescriber|rx|script) ..1 @decile",
        ),
        unless=(
            "@decile of",
            "(risk|income|polygenic|weight|deprivation|score|birth|genetic|age|bmi|predicted|exposure|genomic|lowest|centile|ldl|baseline|propensity) ..2 @decile",
            "@decile ..2 (risk|income|score|weight|patients|participants|ldl|bmi)",
            "@dcode ..2 (receptor|receptors|agonist|antagonist|dextrose)",
        ),
        hits=("A decile 9 neurologist asks this.", "HCP is a D9 cardiologist."),
        passes=("Was the top decile of polygenic risk analysed separately?",),
    ),
    Rule(
        id="prescribing.share",
        kind="prescribing",
        explanation=_("Market share is a sales measure and has no place here. Take it out."),
        patterns=(
            "@share",
            "(our|brand|product) share",
            "share (in|at|with) ..1 (his|her|their|the|this) ..1 @site",
            "(our|my) ..1 share ..2 @rise",
            "(gain|gained|grow|growing|lose|losing|lost|increase|boost|more|win) ..1 share",
            "share ..1 (is|has|was|are) ..1 @rise",
            "(his|her) share of ..2 (class|market|brand)",
        ),
        unless=("share (data|the|a|any|your|information)", "@rise ..1 share of"),
        hits=("Our share is down since May.", "Market share fell in this hospital."),
        passes=("What share of participants achieved ACR50?",),
    ),
)
