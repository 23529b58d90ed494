"""Intent: a wish or promise to prescribe is a sales lead, and neither side may pass it through a door."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_STRONG = "(prescribe|prescribing|write|writing|switch|switching|start|starting|initiate|initiating|convert|converting|adopt|adopting|try|trying|put|putting|move|moving|begin|transition|transitioning|roll out|swap|stock|replace|shift|make the switch|give it a try|give it a go|come over|go with)"
_WHOM = "(@patients|@product|@num|my|his|her|their|more|everyone|everybody|over|all|most|@cap)"
_NOT_DRUG = "(study|studies|trial|trials|criteria|registry|review|paper|protocol|collection|discussion|screening|recruitment|enrolment|survey|programme|program|meeting|lecture|dialysis|family|smoking|database|biobank|manuscript|training)"
_ASKED = (
    "(how|when|whether|where|why|if|should|safe|safely|best) ..3 @act",
    "timing of ..2 @act",
    f"@act ..2 {_NOT_DRUG}",
    "(use|switch|move|trial) of",
    "(@patients|patient|who|those|adults|individuals|participants|someone|anyone|subjects|investigators|trial|study|arm|sponsors|centres) ..2 @mulls",
)

RULES = (
    Rule(
        id="intent.plans",
        kind="intent",
        explanation=_("What the doctor means to prescribe must not be passed on. Keep the question alone."),
        patterns=(
            "@mulls (be|get) ..1 (moved|switched|started|put|converted|treated|transitioned)",
            "(@hcp|@site|they|@hcps) ..2 @mulls ..1 @act ..3 @num ..2 @patients",
            f"(@hcp|@site|they) ..2 (waiting|holding off|holds off) ..10 (before|until) ..2 {_STRONG} ..3 (@patients|anyone|anybody|us|ours|@cap|more)",
            "(thing|hurdle|obstacle|barrier|concern|question|worry|doubt|step) ..3 (between|before|stopping|keeping|holding) ..2 (us|him|her|@site)",
            "(will|would|could|may|might|@mulls) ..1 (become|be|turn into) ..1 (regular|loyal|frequent|early|heavy|big|steady|strong|committed|good|great|keen) ..1 (user|prescriber|writer|adopter|advocate|champion|customer|supporter)",
            "@mulls ..1 (get started|go ahead|move forward|proceed) ..2 (with|on)",
            "(said|says|saying) yes to",
            "(will|would) be ..1 (on board|sold|convinced|won over|all in|a convert)",
            "(will|would|@mulls) ..1 (go|be) all in",
            "(sees|views|regards|considers|treats) ..1 (us|it|@cap|ours|product) ..1 as ..1 (his|her|their|its) ..2 (first|default|next|go to|preferred|main|choice|option)",
            "(him|us|dr|doctor) ..1 (starting|switching|prescribing|adopting|trying) ..2 (@patients|us|ours|it|more|@cap)",
            "win (him|her|them) over",
            "(expect|expects|expecting|sure|confident|hope|hoping) ..2 (@hcp|@him|@site|them) ..2 (to|will|would) ..1 @act",
            "(once|when|after|as soon as|if) ..10 (he|she|they|@site) (will|would|is going to|is ready to) ..1 @act",
            "(might|may|could) ..1 (start|begin|consider) (prescribing|writing|switching|adopting)",
            "(start|starts|begin|begins) (prescribing|writing)",
            "(will|would) (adopt|embrace|champion) ..2 (it|us|our|ours)",
            "consider{|s|ing|ed} ..1 (switching|prescribing|adopting|starting) ..3 (@patients|@product|if|once|after)",
            "(will|would) be (prescribing|switching|starting|using|trying|moving|converting|initiating|ordering|writing)",
            "(will|would) ..1 (start|switch|put|try|convert|initiate|prescribe) ..1 (them|it|these|all|us|ours)",
            "comfortable ..1 (prescribing|switching|starting)",
            "(leaning|leans|inclined|warming|warmed|coming) ..1 (toward|towards|to) ..1 (us|ours|our|switching)",
            "(make|makes|making) ..1 (it|us|ours|@cap|@product) ..1 (their|his|her|its) ..3 (choice|line|default|go|standard|option|drug)",
            "expect{|s|ing} @him ..1 to @act",
            "(use|uses|choose|prefer) (ours|us) ..2 (for|in|on|over)",
            f"(@hcp|@site) ..1 @intends ..1 {_STRONG}",
            f"(@hcps|i|we) @mulls ..1 {_STRONG} ..3 (@patients|@product|@num|my|our|this)",
            "(@hcp|@site) ..1 @intends ..1 @act ..4 (@patients|patient|@product|his|her|next|first)",
            f"@mulls {_STRONG}",
            "(@hcps|i|we) ..1 @mulls ..1 @act ..2 @product ..4 (@patients|patient|protocol|formulary)",
            "(will|would) ..1 (prescribe|write) (it|us|ours|more|the)",
            "(clinicians|physicians|doctors|hcps|prescribers|several|they|many|most|attendees|delegates|oncologists|cardiologists|neurologists) ..1 @intends ..2 (prescribe|prescribing|switch|switching|adopt|adopting|write|convert)",
            f"gonna ..1 {_STRONG}",
            "i (will|would) ..2 (prescribe|switch|start|try|put) ..3 (@num|all|my|our|more) ..3 @patients",
        ),
        unless=(
            "(i|we) ..4 (use|try|start|give|using) ..2 in (a|an|one|this) ..2 (patient|woman|man|child|girl|boy|pregnant|young|old)",
            "(i|we) ..3 in (a|an|one) patient",
            *_ASKED,
            "barrier before",
        ),
        hits=(
            "She plans to start patients on it.",
            "He will prescribe it.",
            "Ready to switch.",
            "The clinic is going to use our drug.",
        ),
        passes=(
            "She wants to know when to start treatment.",
            "He plans to write a review.",
            "What of patients planning to start dialysis?",
        ),
    ),
    Rule(
        id="intent.joined",
        kind="intent",
        explanation=_("What the doctor means to prescribe must not be passed on. Keep the question alone."),
        patterns=(
            f"(@hcp|@site|they) ..24 (and|but|so|then) ..1 => (will|would|@mulls) ..2 {_STRONG} ..2 {_WHOM}",
            f"^(interested|asks|asked|wants|curious|keen|impressed|likes|liked|sees|treats|raised|wonders|concerned|worried|excited) ..24 (and|but|so) ..1 => (will|would|@mulls) ..2 {_STRONG} ..2 {_WHOM}",
        ),
        unless=(
            f"@act ..2 {_NOT_DRUG}",
            "(whether|if|which|who|how many|how) ..3 (@patients|those|adults|participants|someone|anyone|subjects) ..14 (and|but|so|then) ..1 @intends",
        ),
        unless_sentence=("research",),
        hits=("She asks how it is cleared and will switch more patients.",),
        passes=("She asks whether patients who improve and would start more dialysis were followed.",),
    ),
    Rule(
        id="intent.bare",
        kind="intent",
        explanation=_(
            "A note of what the doctor will prescribe must not be passed on. Keep the question alone."
        ),
        patterns=(
            f"^@mulls ..1 {_STRONG}",
            "^@mulls ..1 @act ..3 (@product|@patients)",
            "^(will|would|wants to) (prescribe|switch|initiate|put|convert|adopt|try|move) ..3 (@patients|@product|@num|all|more|his|her|if|once|when|after)",
            "^(and|but|so|then) ..1 (will|would|wants to) (prescribe|switch|initiate|put|convert|adopt|try|move) ..3 (@patients|@product|@num|all|more|his|her|if|once|when|after)",
            "^(considering|contemplating) ..1 @act ..4 (@product|@patients|us)",
            "(will|would) (prescribe|write|use) (more|it|us|ours) ..1 (if|when|once|after|more|as soon)",
            "(keen|happy|willing|ready|eager) to @act ..3 (@product|@patients|therapy|once|if|as soon)",
        ),
        unless=_ASKED,
        unless_sentence=("research",),
        hits=("Would switch patients over if data were there.", "Will prescribe it once listed."),
        passes=("Will switching patients be studied?",),
    ),
    Rule(
        id="intent.patients",
        kind="intent",
        explanation=_("Patients in line for a product are a sales lead. Take them out."),
        patterns=(
            "@act ..2 (all|most|half|majority|more|everyone|everybody|whole|his|her|their|next|every|several|@num) ..3 @patients? ..2 (to|on|onto|over|off|across) ..2 (@our|it|this)",
            "(his|her|their|the) (next|first) ..3 (@patient|@patients) ..1 (on|to|with)? ..1 (@our|it)?",
            "@act ..1 (everyone|everybody) ..2 (off|on|to|onto|over|from)",
            "(@hcp|@site|they|i|we|has|have) ..1 (has|have|got|have got|with|is|@num) ..2 (@num|some|another|a) ..3 (@patients|patient|candidates|candidate) ..3 @stockon",
            "@num ..2 (@patients|candidates) ..1 (lined up|queued|queued up|in mind|waiting for it|ready to|ready for|earmarked)",
            "(first|next|new) @patients ..2 (on|to|onto) (us|our|ours|it)",
            "(@num|one) of ..1 (his|her|their) ..1 @patients ..3 (ready|keen|waiting|lined up|booked|scheduled|set) ..1 (to|for)",
            "^(has|have|got) ..1 (@num|a|another|some) ..2 (@patients|patient|candidates) ..3 @stockon",
            "(@patient|@patients|candidate|candidates) in mind",
            "(identified|found|picked) ..2 @num ..2 (@patients|candidates) ..2 (for|to)",
        ),
        unless=(
            *_ASKED,
            "(in|for|than|after|between|of) the first ..3 (@patient|@patients)",
            "the (first|next) ..3 (@patient|@patients)",
        ),
        unless_sentence=("research",),
        hits=(
            "Has four patients lined up.",
            "She puts her next five patients on it.",
            "He wants to move everyone over to us.",
        ),
        passes=(
            "Can she switch her patients safely to a lower dose?",
            "What was seen in the first ten patients?",
        ),
    ),
    Rule(
        id="intent.promise",
        kind="intent",
        explanation=_("A commitment to a product must not be passed on. Take it out."),
        patterns=(
            "(@hcp|@site|they) ..2 @promise ..3 (@act|@patients|patient|us)",
            "(verbal|firm) (commitment|promise|yes|agreement|order)",
            "(his|her|verbal|firm|got a|the|their) ..1 (commitment|promise|assurance|pledge|intention|intent|willingness|readiness) ..3 (@act|@patients|use|prescribe)",
            "(commitment|promise|pledge) ..2 (from|by) ..2 @him",
            "(@hcp|@site|they) ..4 (on the fence|sold on|won over|on board|fully convinced)",
            "^on the fence",
            "(prescribing|prescribe) intent{|ion}",
            "intent{|ion} to prescribe",
            "(switch|convert|adopt|try) ..3 (promised|committed|agreed)",
            "(@hcp|@site) ..2 interested in ..1 (prescribing|starting|switching|trying|adopting|initiating)",
            "(early|first|fast) adopter{|s} ..3 (@our|launch|product)",
        ),
        unless=(
            *_ASKED,
            "(intent|intention) to treat ..1 (population|analysis|analyses|set|principle|itt|@study)",
        ),
        unless_sentence=("research",),
        hits=("She committed to using it.", "On the fence about us.", "We have a commitment from Dr Moss."),
        passes=("Is patients' willingness to start therapy studied?",),
    ),
)
