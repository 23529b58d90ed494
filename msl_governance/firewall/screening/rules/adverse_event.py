"""Adverse events and product complaints: reported to drug safety at once, never carried in a scientific text.

A person, an event and a product are what makes a report valid (ICH E2D, 21 CFR 314.80); a rate in a trial or
a "what if" is a question.
"""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

REPORT = _(
    "This reads like an adverse event. Report it to drug safety within 24 hours and answer yes to the adverse event "
    "question of this form; then take it out of this text."
)
COMPLAINT = _(
    "This reads like a product complaint. Report it to drug safety within 24 hours, keep the product if you can, and "
    "take it out of this text."
)
_OWN = "(@relation|@num|saw|treated|treating|lost|mentioned|described|reports|reported|older|elderly|old)"
_SOMEONE = "(@patient|@patients)"
_LATER = "(after|since|following|later|shortly|within|days|weeks|hours|hour|because|due|day|week|post)"
_DURING = "(while|whilst|during|on|in|under)"
_EVENT = "@had ..4 @event"
_STRONG = "@hadstrong ..4 @event"
_IF = (
    f"(if|in case|unless|should|when|suppose|whenever|risk|what if) ..5 {_SOMEONE}",
    "(history|prior|previous) ..2 (of|@event)",
)
_ASKED = f"^(is|are|does|do|what|how|can|which) ..12 {_SOMEONE}"
_GENERIC = (
    *_IF,
    _ASKED,
    f"(@hypothetical|managing|management|manage|treat|handle) ..9 {_SOMEONE}",
    f"{_SOMEONE} ..3 (@had|@died) ..3 (previous|prior|previously|recent|ago)",
)

RULES = (
    Rule(
        id="adverse_event.case",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "^(the|this|one|her|his|my) ..1 @patient ..1 (stopped|discontinued|quit|withdrew|refused) ..3 (because|due|owing|after) ..4 @event",
            "(reports|reported|reporting|describes|mentions|mentioned|describing) ..4 @event ..2 (in|with) ..2 (@patient|@num)",
            "(@hcp|i|we|has|have) ..1 (seen|saw|observed|noticed|encountered) ..4 @event",
            "(@hcp|i|we|has|have) ..1 (seen|saw|observed|noticed|had|got|found) ..2 (low|high|raised|elevated|abnormal|rising|falling) @labs ..2 (in|after|with)",
            f"{_OWN} ..3 {_SOMEONE} ..3 (responded badly|reacted badly|did badly|got worse)",
            f"{_OWN} ..3 {_SOMEONE} ..3 (cannot|not|unable|unable to|hardly) ..2 @aches",
            f"{_OWN} ..3 {_SOMEONE} ..4 (worsened|deteriorated|declined|got worse|went downhill) ..6 (after|on|since|during|following)",
            "(@hcp|i|we) lost (a|one|his|her|my) ..1 @patient",
            "(stopped|discontinued|quit|paused) ..3 (because|due|owing) ..5 @event",
            "(stopped|discontinued|quit|paused) ..3 because ..3 @patient",
            f"{_OWN} ..3 {_SOMEONE} ..6 @died",
            f"{_OWN} ..3 {_SOMEONE} ..5 {_STRONG}",
            f"{_OWN} ..3 {_SOMEONE} ..6 {_EVENT} ..8 {_LATER} ..4 @dosing",
            f"{_OWN} ..3 {_SOMEONE} ..6 (had|@hadstrong) ..4 @event ..6 {_DURING} ..3 @dosing",
            "@patient of (his|hers|mine|theirs|ours) ..6 (@died|@hadstrong|had)",
            f"{_OWN} ..3 {_SOMEONE} ..4 {_DURING} ..3 @dosing ..6 (had|@hadstrong|suffered) ..4 @event",
            f"{_OWN} ..3 {_SOMEONE} ..4 {_DURING} ..3 @dosing ..6 @died",
            f"{_OWN} ..3 @patient ...14 (@died|they were admitted) ..8 (later|after|since)",
            f"{_OWN} ..3 @patient ...10 {_STRONG} ..8 {_LATER}",
            f"{_OWN} ..3 {_SOMEONE} ..3 @labs ..2 @shot_up",
            "@title ..2 (@died|@hadstrong)",
            f"@title ..2 @had ..4 @event ..8 {_LATER} ..4 @dosing",
            "(caused|causing|triggered|provoked|gave) ..3 @event ..4 (his|her|my|our|one|their|a) ..2 (@patient|@patients)",
            "@event ..3 (in|of) (his|her|my|our|one|their) ..2 (@patient|@patients)",
            f"{_OWN} ..3 {_SOMEONE} ..6 @event ..3 (that|which) ..3 (appeared|started|began|needed|required)",
        ),
        unless=(
            "how (many|often) ..6 @died",
            "(were|was|did) any ..6 @died",
            "@had ..4 @event ..3 (last year|in the past|years ago|months ago|@year|as a child|before)",
            *_IF,
            "^(is|are|does|do|what|how|can|which) ..8 @event",
        ),
        unless_sentence=("research",),
        hits=(
            "One of her patients developed a rash.",
            "My patient died after cycle two.",
            "Her patient's enzymes tripled.",
        ),
        passes=(
            "His patient with heart failure is on this drug; which dose?",
            "What if one of his patients develops a rash?",
        ),
    ),
    Rule(
        id="adverse_event.patient",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "@patient ..1 (on|taking) ..1 (@cap|@dosing) ..2 (came in|presented|turned up|showed up|ended up|needed|required|arrived|was found|was seen|had to)",
            "@patient ..1 (on|taking) ..1 @cap ..2 @died",
            "@patient ..2 not stop ..4 (on|after|since|with) ..2 @dosing",
            "@patient ..2 on ..1 (@cap|@dosing) ..6 @died",
            "@patient ..1 (on|taking) ..1 @cap ..2 @had ..4 @event",
            f"@patient ..8 @gaveway ..6 {_LATER} ..4 @dosing",
            "@patient ..1 @labs ..2 @shot_up ..3 (after|since|on|following|with)",
            "@event ..3 (in|with) ..2 @patients ..1 (taking|on|receiving|using|given) ..1 (it|our|ours)",
            "@patient ..9 @died ..10 (taking|on|receiving|using|took|during) ..2 @dosing",
            "@patient ..8 @event (to|from) ..2 @dosing",
            "@patient ..3 on ..2 @dosing ..3 @died",
            "@patient ..3 @died ..3 (during|after|following|on)",
            "@patient ..4 (given|received|got|took|injected) ..6 (expiry|expired|mistake|error|accidentally|wrong)",
            "(accidentally|mistakenly) ..2 (injected|took|gave|given|received|swallowed|inhaled|stuck)",
            "(injected|took|gave|given|received) ..4 by mistake",
            f"@patient ..6 @died ..8 {_LATER} ..4 @dosing",
            f"@patient ..6 {_EVENT} ..8 {_LATER} ..4 @dosing",
            "@patient ..6 (had|@hadstrong) ..4 @event ..6 (while|whilst|during|on) ..3 @dosing",
            f"@patient ..4 {_DURING} ..3 @dosing ..4 (had|@hadstrong) ..4 @event",
            f"@patient ..4 {_DURING} ..3 @dosing ..4 @died",
            f"{_LATER} ..3 @dosing ..4 @patient ..5 (@died|@hadstrong|had)",
            f"@patient ..4 @died ..4 {_LATER}",
            f"@patient ..6 {_STRONG} ..4 (days|hours|weeks|minutes|day|later)",
            f"^@patient ..2 @died ..4 {_LATER}",
            "(died|hospitali{sed|zed}|admitted|collapsed|fainted) ..2 (shortly|soon|right|days|hours|weeks) ..1 after ..2 @dosing",
            "^(developed|experienced|suffered|had) ..4 @event ..6 (after|since|following|while|on) ..3 @dosing",
            f"@patient ..5 (suffer|suffered|have|experience) ..3 @event ..4 {_LATER} ..3 @dosing",
            "@patient ..6 @event ..6 @resolved",
            "@patient ..2 (reported|developed|experienced|suffered|had) ..4 @event ..10 @resolved",
            "@sae ..3 @patient",
            f"@event ..4 (in|for|to) ..3 @patient ..5 {_LATER} ..3 @dosing",
            "@num ..1 cases of ..2 @event ..6 (after|following|since|my|his|her|our)",
            "@patient ..6 @died ..6 (while|whilst|during|on) ..3 @dosing",
            "lost ..2 (@patient|@patients) (to|after|on|during)",
            "@event ..3 in ..2 @patient ..3 (started|on|taking|receiving|given|treated)",
            "(baby|infant|child|newborn|she|he|was) ..2 born ..4 (cleft|malformation|malformations|defect|malformed|deformity)",
            "(baby|infant|child|newborn|fetus) ..5 (malformation|malformations|birth defect|malformed|deformity|cleft palate)",
            "(got|feels|felt|became|was) (really|very|so|seriously|badly)? (sick|ill|unwell|dizzy|faint) ..2 (after|from|since|on) ..2 @dosing",
        ),
        unless=_GENERIC,
        unless_sentence=("research", "rates"),
        hits=("A man on our drug had a GI bleed.", "A lady fainted an hour after the injection."),
        passes=("Can the vaccine be given to a patient who had a stroke after the first dose?",),
    ),
    Rule(
        id="adverse_event.named",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "(@hcp|i|we|to) ..2 (report|reported|reports|seen|noticed|saw|observed|encountered) ..3 @aeword",
            f"@aeword ..3 (in|with|for) ..2 (one|his|her|my|their|our|a) ..2 {_SOMEONE}",
            f"{_OWN} ..3 {_SOMEONE} ..4 (had|has|have|experienced|reported|with) ..3 @aeword",
            "(possible|suspected|unreported|new) (ae|sae|adverse event|adverse reaction) ..3 (in|to|with|for)? ..2 (@patient|report)",
        ),
        unless=(
            *_IF,
            "(how|where|who|can|should) ..4 (report|reported) ..3 @aeword",
            "(most|commonly|frequently) ..2 reported",
            "(is|are|what) ..6 @aeword ..3 (in|with|for) a ..2 @patient",
        ),
        unless_sentence=("research", "rates"),
        hits=("He wants to report an adverse event.", "Saw a side effect in one patient."),
        passes=("What were the most commonly reported side effects?",),
    ),
    Rule(
        id="adverse_event.situation",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "pregnant ..1 (woman|patient|lady|girl) ..3 (took|received|given|got|exposed|had)",
            "no (effect|response|benefit|improvement) ..3 in ..1 (his|her|my|one|their) ..1 @patient",
            "(took|taken|gave|given|injected|swallowed|received) ..2 (@num|double|twice) ..3 (instead of|rather than)",
            f"{_SOMEONE} ..6 @clearly",
            "@clearly ..6 (@patient|her|him|them)",
            "(gave|given|administered|took|received|injected|swallowed) ..4 (double dose|wrong dose|twice the dose|double the dose|wrong drug|wrong vaccine|expired dose|expired vaccine|tenfold dose|ten times the dose|too much)",
            "(infant|baby|fetus|newborn) ..4 (exposed|malformation|birth defect) ..4 (@dosing|drug)",
            f"@stopped ..5 {_OWN} ..3 {_SOMEONE}",
            f"{_OWN} ..3 {_SOMEONE} ..6 @stopped",
            "(it|drug|product|ours) @stopped ..3 (in|for|with|after) ..3 (@patient|@patients|months|weeks)",
        ),
        unless=(
            *_GENERIC,
            "(how|can|should|if|who|patients) ..4 @stopped",
            "(data|information|evidence|literature) ..3 @patients",
            "(@patients|those|participants|subjects|if|how|when) ..3 (took|taken|gave|given|received|injected) ..2 (@num|double|twice)",
            "(if|what|is|case|management|treatment|antidote|suspected) ..4 (overdose|double dose|overdosed|double the dose)",
            "(percentage|proportion|@num|how many) of ..2 @patients ..3 @stopped",
        ),
        unless_sentence=("research",),
        hits=(
            "A patient became pregnant during therapy.",
            "The nurse gave a double dose.",
            "It stopped working in one of his patients.",
        ),
        passes=("How is an overdose managed?", "What should be done if a patient became pregnant?"),
    ),
    Rule(
        id="adverse_event.complaint",
        kind="adverse_event",
        explanation=COMPLAINT,
        patterns=(
            "@device ..6 @broken",
            "@broken ..3 @device",
            "(counterfeit|tampered|contaminated|defective) ..3 (pack|batch|product|vial|vials|lot|box)",
            "(batch|lot) ..4 (problem|problems|issue|issues|recall|particles|discoloured|cloudy)",
        ),
        unless=("(if|can|what|does|should|when|whether|rate|how|risk|prevent|avoid) ..9 (@device|@broken)",),
        unless_sentence=("research",),
        hits=("Three of the pens leaked.", "The carton seal was broken."),
        passes=("Can the pen be used if the cap is broken?",),
    ),
    Rule(
        id="adverse_event.story",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        holds=("victim", "harm", "exposed"),
        lacks="supposed innocent",
        closed_to="supposing",
        unless=("@patient (with|w) ..2 (@event|@ailment|@harm)",),
        hits=(
            "An old lady of mine went yellow a week after she started it.",
            "Her kidneys packed up within a fortnight of the tablets.",
            "I put a woman on it in June and by July her hair was coming out.",
        ),
        passes=(
            "How is a patient managed who fainted after the first dose?",
            "A patient with a stroke five years ago needs treatment: which dose?",
        ),
    ),
    Rule(
        id="adverse_event.since",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        holds=("sincewords", "victim", "given"),
        lacks="supposed innocent question",
        hits=("Since that injection the stairs have become a mountain for her.",),
        passes=("Since when is the injection approved for her age?",),
    ),
    Rule(
        id="adverse_event.lost",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "(wish|regret) ..5 (given|gave|started|giving|starting|put|prescribed)",
            "@patient ..3 (on|taking|receiving) ..1 @term ..3 (had|got|developed|suffered|bled|died|collapsed|fell|was admitted|ended up|lost|became|went|turned)",
            "(mine|my own|his own|hers) ..1 (had|got|developed|experienced|suffered) (one|it|that|this|the same|exactly)",
            "(lost|losing) (one|two|him|her|another|somebody|someone|a few) ..2 (on|to|after|with) ..1 (it|this|the|our|@dosing)",
            "(swallowed|ate|drank) ..4 (tablets|tablet|capsule|capsules|pills|box|bottle|pack)",
            "(take|took|taken) ..1 (him|her|them) off ..4 (because|since|as|due|after|when)",
            "(had to|have to) ..1 (stop|withdraw|discontinue) ..1 (it|him|her) ..3 (because|since|as|due|after|when)",
            "(did|does) nothing for ..2 (@patient|@patients|him|her)",
            "(@num|one|a) ..1 (tablets|capsules|pens|vials|syringes|tablet|pen|vial|syringe) ..5 (broken|leaked|leaking|smelled|smelt|cracked|crumbled|discoloured|strange)",
        ),
        unless=(
            *_IF,
            "@question",
            "(can|may|should|is|how|if|when|who|patients) ..6 (swallowed|ate|drank|take|taken|took|stop|withdraw|discontinue)",
        ),
        unless_sentence=("research",),
        hits=(
            "We lost one on it last month.",
            "A child swallowed the tablets.",
            "It did nothing for my last patient.",
        ),
        passes=("Can it be swallowed with other tablets?", "What if a child swallowed the tablets?"),
    ),
)
