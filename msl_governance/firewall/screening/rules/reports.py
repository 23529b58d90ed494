"""Adverse events as a hurried hand tells them: a slip with a dose, an exposed child, an effect that was lost.

A report is known by what it asserts: something happened to one person, or to a few of one's own. A question about it,
a rate, a trial or a "what if" asserts nothing; the words of a question are therefore no part of a report.
"""

from ..rulebook import Rule
from .adverse_event import COMPLAINT, REPORT

_HARM = "(@event|@harm|@ailment|@abnormal)"
_OWN = "(one|two|three|four|five|@num|several|some|my|his|her|our|their|another|a|most)"
_WHO = "(one|a|an|the|this|that|my|his|her|our|their|another|@num) ..2 (@patient|@patients|ladies|gentlemen|folks)"
_MINE = "(@patient|@patients|mine|hers|ladies|gentlemen|folks|guys)"
# Of many people, or of a plan: neither is a case that happened.
_MANY = (
    "@question",
    "(if|when|whenever|should|unless|suppose|in case|what if|whether|how|risk of|risk) ..14 "
    f"({_HARM[1:-1]}|@wrongly|@gave|@has_taken|@fading|@worsened|@taken_away|@got_better)",
    "(wants|asks|asked|wonders|interested|know|knows|data|evidence|guidance|literature|information|question) ..4 "
    "(about|on|if|whether|how|for|regarding|after|in) ..9 "
    f"({_HARM[1:-1]}|@wrongly|@gave|@has_taken|@fading|@worsened)",
)
# "A patient with arthritis": what somebody had before is what the medicine is asked for.
_COMORBID = (
    "(with|w|has|have|having|of|for|against|known|chronic|prior|plus|treating|treated) ..2 (@event|@ailment)",
    "(up|down) to ..1 (@num|@digits)",
)
_RESEARCH = ("research",)

RULES = (
    Rule(
        id="adverse_event.slip",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "@wrongly ..8 (@gave|@dosing|ran|@dosageform)",
            "(@gave|@dosing|@dosageform) ..6 @wrongly",
            "@caregiver ..3 @gave ..6 @wrongdose",
            "(took|taken|swallowed|ate|injected|drank|inhaled) ..2 @num ..5 @atonce",
            "(dose|doses|injection|infusion|tablets) ..1 (was|were|got|has been) ..1 (missed|skipped|forgotten|doubled|mixed up|swapped|given)",
            "(infusion|drip|injection|dose) ..1 (ran|went|given|flowed|was given) ..1 in ..2 (minutes|seconds|hours|@num) ..2 (not|instead)",
            "(wrong|other) ..1 (side|arm|leg|eye|route|site|vein|strength|dose|drug|pen|vial|syringe|tablet|box|needle) ..3 @gave",
            "@gave ..5 wrong ..1 (side|arm|leg|eye|route|site|vein|strength|dose|drug|pen|vial|syringe|tablet|box|needle)",
            "(expired|recalled|wrong|old) ..2 (lot|batch|vial|pen|stock|vaccine|dose) ..3 @gave",
            "(snorted|smoked|abused|misused|crushed and) ..4 (it|them|the|tablets|patch|pills)",
        ),
        unless=(
            *_MANY,
            "(@patients|participants|subjects|those|group|arm|mice|rats|women|men|adults) ..6 @gave",
            "(dose|doses) ..2 (was|were) ..1 given ..9 (before|after|at|in|daily|with)",
        ),
        unless_sentence=_RESEARCH,
        hits=(
            "The night nurse injected the adult dose.",
            "By mistake the drip ran in an hour.",
            "Her mother swallowed fifteen at once.",
        ),
        passes=(
            "What should be done if a nurse gave the wrong strength?",
            "Was the drug given together with food in the trial?",
            "If a dose was missed, what then?",
        ),
    ),
    Rule(
        id="adverse_event.exposed",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "@mother_to_be ..9 @has_taken",
            "@has_taken ..9 (@mother_to_be|pregnancy|trimester|conception|gestation)",
            "(wife|partner|girlfriend|spouse) ..4 @mother_to_be",
            "(found out|learned|learnt|discovered|realised|realized|turns out|turned out) ..5 @mother_to_be",
        ),
        unless=(
            *_MANY,
            "(@patients|participants|those|mothers|registry|rats|rabbits|mice|animals) ..6 (@mother_to_be|@has_taken|pregnancy)",
            "(@mother_to_be|pregnancy|exposed) ..3 (@patients|mothers|rats|rabbits|mice|animals|population|registry)",
        ),
        unless_sentence=_RESEARCH,
        hits=(
            "A nursing mother took it for three days.",
            "She was on it until the end of her pregnancy.",
        ),
        passes=(
            "Were pregnant women who took it followed?",
            "May a breastfeeding woman who took one dose go on?",
        ),
    ),
    Rule(
        id="adverse_event.observed",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            f"(reports|reported|noticed|notices|observed|observes|saw|sees|seen|describes|described|noted|witnessed|encountered) ..6 (in|with) {_OWN} ..2 {_MINE} ..8 (after|on|since|during|following|under|with) ..3 @dosing",
            "(had|saw|seen|has|have|witnessed|lost) ..2 (fatal|deadly|lethal|nasty|horrible|terrible|ugly|dreadful) ..1 (case|cases|reaction|reactions|outcome|event|events|one|course)",
            f"{_WHO} ..9 (then|afterwards|afterward|subsequently|thereafter|promptly|immediately|suddenly|later) ..1 (@had|had) ..3 {_HARM}",
            f"@patient ..2 (stop|stops|stoped|quit|quits|refuse|refuses|leave|leaves) ..4 (because|due|cause|bc|owing|for) ..4 {_HARM}",
            f"@patient ..2 (make|makes|made|did) ..2 {_HARM}",
            f"{_HARM} ..3 (in|of|for) (one|@num|my|his|her|our|another) ..2 {_MINE} ..6 (after|on|since|within|under) ..3 (@dosing|@num)",
            "(use|it|treatment|injection|infusion|dose|switch|procedure|this|try) ..6 (went|going|gone|ended) ..1 (badly|wrong|south|sideways|terribly|horribly|downhill|not well)",
            "(@hadstrong|noticed|got) ..3 (@ailment|@abnormal) ..3 (on|after|from|with|since|under) ..2 @dosing",
        ),
        unless=(
            *_MANY,
            "(@patients|participants|subjects|those) ..3 (who|with|that|were|had) ..6 (@had|@hadstrong)",
        ),
        unless_sentence=_RESEARCH,
        hits=(
            "She noticed odd dreams in two of her patients after the second dose.",
            "They had a nasty case in June.",
            "A girl chewed it and then had a fever.",
        ),
        passes=(
            "What did investigators see in patients after the first dose?",
            "How is a patient with fever treated?",
        ),
    ),
    Rule(
        id="adverse_event.own_question",
        # Asked, and yet told: whether something is normal in one's own patient says that it happened.
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "(normal|usual|expected|common|ok|okay|strange|worrying|typical|possible|bad|dangerous) (that|if|when) (my|his|her|our|one of) ..2 @patient ..6 (@turns|@had|@died|@harm|@shot_up)",
            f"(why|how come) (did|does|is|was|has) (my|his|her|our|one of) ..2 @patient ..6 {_HARM}",
            "(could|can|might) (this|it|the drug|that) ..1 (be|have been|explain|have caused) ..4 (my|his|her|our) ..2 @patient",
            "(@event|@harm|@ailment|@died|@abnormal) ...14 @known_before",
        ),
        unless=(
            "^(@interrogative|asks|asked|wonders|wants|interested|data|evidence|literature) ..14 (@event|@harm|@ailment|@died|@abnormal)",
        ),
        unless_sentence=("research", "rates"),
        hits=(
            "Is it usual that her patient gets cold hands with the drops?",
            "Fever on day two. Have you seen this?",
        ),
        passes=(
            "Is it usual that patients get cold hands?",
            "What causes fever on day two, and was it reported before?",
        ),
    ),
    Rule(
        id="adverse_event.no_effect",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            f"(no|little|zero|less|lost|lack of|loss of|without|hardly any|never any) ..1 (effect|response|benefit|efficacy|improvement|relief) ..4 (in|for|with|on) {_OWN} ..3 {_MINE}",
            "(effect|response|benefit|relief|control) ..1 @fading",
            f"(nothing|anything|no good|useless|no use) (for|in|with) {_OWN} ..2 {_MINE}",
            f"(not|never|stopped|ceased) ..1 (work|working|worked|help|helping|helped|respond|responding|responded) ..3 (for|in|on|with) {_OWN} ..3 {_MINE}",
            f"@worsened ..3 (on|under|despite|in spite of|while on|during) ..2 @dosing ..4 (in|of|for) {_OWN} ..2 {_MINE}",
            f"{_OWN} ..3 {_MINE} ..5 @worsened ..3 (on|under|despite|in spite of|while on|during) ..2 @dosing",
            "@worsened ..3 (on|under|despite|in spite of|while on|during) ..2 @dosing ..5 @ownone",
        ),
        unless=(*_MANY, "(@patients|participants|those) who ..6 (@worsened|respond|responded)"),
        unless_sentence=_RESEARCH,
        hits=(
            "Hardly any benefit in two of our patients.",
            "The relief wore off by the evening.",
            "The plaques came back under treatment in her second patient.",
        ),
        passes=(
            "How many had no response in the trial?",
            "Does the effect fade with time?",
            "Was treatment continued in patients who progressed on it?",
        ),
    ),
    Rule(
        id="adverse_event.withdrawn",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        holds=("taken_away", "got_better", "victim ownone"),
        lacks="supposed question innocent",
        closed_to="supposing",
        hits=("He came off it and a week later the trouble was gone.",),
        passes=("How fast is a cough better once she stopped it?",),
    ),
    Rule(
        id="adverse_event.recent",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        unless=_COMORBID,
        holds=("lately course", "event ailment abnormal died harm", "dosing exposed given happened"),
        lacks="supposed scholar asking wonder f_asks",
        closed_to="supposing",
        hits=("Anaphylaxis with the infusion yesterday.", "A DVT now in week two, any data?"),
        passes=("Talk on anaphylaxis at the congress yesterday: is the dose shown?",),
    ),
    Rule(
        id="adverse_event.course",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        unless=_COMORBID,
        holds=("victim ownone few", "harm event ailment abnormal died", "course exposed lately"),
        lacks="supposed scholar asking wonder",
        closed_to="supposing",
        hits=("Pt psychotic, month three.", "Toddler on the spray, now conjunctivitis."),
        passes=("A girl with nephritis takes it: which dose?",),
    ),
    Rule(
        id="adverse_event.happened",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        unless=_COMORBID,
        holds=("harm event ailment abnormal died", "happened", "dosing exposed given course"),
        lacks="supposed scholar asking wonder f_asks",
        closed_to="supposing",
        hits=("Urticaria appeared under the drug.",),
        passes=("In which arm was there urticaria that needed a lower dose?",),
    ),
    Rule(
        id="adverse_event.few",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        unless=_COMORBID,
        holds=("few", "harm event ailment abnormal died", "happened"),
        lacks="supposed scholar asking wonder",
        closed_to="supposing",
        hits=("Had one developing nephritis.",),
        passes=("Had two arms: nephritis was the endpoint of the trial.",),
    ),
    Rule(
        id="adverse_event.rescued",
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            "(had|has|have|needed|forced) to ..2 @rescue",
            "(child|kid|toddler|boy|girl|baby|infant|dog|cat|grandchild) ..1 (ate|swallowed|drank|chewed|licked|got into|got hold of)",
            "(had|has|have) to be (aborted|stopped|interrupted|admitted|resuscitated|transfused|intubated|amputated|operated|rescued|shocked|withdrawn|discontinued|ventilated)",
            "@patient ..3 (ended up|landed|rushed|went|taken|sent|brought|is back) ..1 (in|to) ..2 (a e|er|ed|hospital|icu|itu|emergency|casualty|intensive care|hdu)",
            "(eye|eyes|skin|face|tongue|urine|leg|legs|hand|hands|foot|feet|lips|nails|stool|ankles|mouth|gums) ..3 (is|are|was|were|turned|goes|went|got) ..1 @colour ..4 (from|after|since|on|with|under)",
            "@patient ..9 (got|became|felt|feels|went|turned) ..1 (really|very|so|quite|terribly|badly)? (dizzy|sick|ill|confused|weak|faint|numb|unwell|sleepy|blind|deaf|manic)",
            "(blame|blames|blamed|blaming|accuse|accuses|accused) ..6 @dosing",
            "(@labs|@vitals) ..2 (@digits|@num) ..2 (in|of) (one|my|his|her|our|two|three|another) ..2 (@patient|@patients|mine|hers)",
            "@labs ..2 (at|of|was|is|to|hit|reached|rose to|up to)? ..1 (@longdigits|@digits|@num) ..4 (@course|@lately)",
            "(@labs|@vitals) ..1 @reached ..1 (@digits|@num)",
            "(@device|@implant) ..3 @came_off",
            "@newborn ..6 @of_mother ..5 (@not_well|@event)",
            "@newborn ..4 (@not_well|@event) ..6 @of_mother",
            "(stored|kept|left|frozen|expired) ..9 (given|used|injected|taken) ..2 anyway",
            "injected (air|nothing|water)",
            "(drug|it|pill|tablet|tablets|medicine|this|dose|product|shot|injection|spray) ..1 (makes|made|gives|gave|caused|left|turned|drove) ..1 (him|her|them|my|his|one of|the patient|a patient)",
            "@patient ..2 (complains|complained|complaining) (of|about) ..6 (after|since|on|with|under|from|during) ..3 @dosing",
            "@patient ..2 (complains|complained|complaining|says|said|tells) ..9 @known_before",
            "(@patient|@actor|@caregiver) ..2 (lost|gained|put on|dropped) ..2 @num ..1 (kg|kilo|kilos|pounds|lbs|stone) ..3 (on|with|since|after|under|in)",
            "@patient ..2 (got|became|is|was) (addicted|dependent|hooked)",
        ),
        unless=(*_MANY, "(@patients|participants|those|mothers|centres|sites) ..3 (had|has|have) to"),
        unless_sentence=_RESEARCH,
        hits=(
            "They had to resuscitate in the ward.",
            "The grandchild licked the patch.",
            "It made her quite deaf.",
            "INR 8 after the second tablet.",
        ),
        passes=(
            "Were centres which had to transfuse excluded?",
            "Is INR 3 the limit after two tablets?",
        ),
    ),
    Rule(
        id="adverse_event.measured",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        holds=("victim ownone few", "labs vitals", "shot_up reached turns"),
        lacks="supposed scholar asking wonder",
        closed_to="supposing",
        hits=("Triglycerides soared in a lady.",),
        passes=("Triglycerides of 500 in a lady on insulin: which fibrate?",),
    ),
    Rule(
        id="adverse_event.unable",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        told=True,
        holds=("victim ownone few", "unable", "course exposed lately"),
        lacks="supposed scholar asking wonder",
        closed_to="supposing",
        hits=("Mother cannot hold a spoon since the first tablet.",),
        passes=("Which patients could not swallow a tablet?",),
    ),
    Rule(
        id="adverse_event.blamed",
        # Whether the medicine did it is only asked of something that happened to somebody.
        kind="adverse_event",
        explanation=REPORT,
        patterns=(
            f"{_HARM} ..3 (in|of|with|for) ..1 (my|his|her|our|their|one|that) ..5 @patient ..8 @blames",
            f"(explain|explains|account for) ..2 (that|why|how) ..1 (my|his|her|our|one|a) ..4 @patient ..6 {_HARM}",
            f"@blames ..8 {_HARM} ..3 (in|of|with|for) ..1 (my|his|her|our|their|one) ..5 @patient",
        ),
        unless_sentence=("research", "rates"),
        hits=("She wonders if the rash of her patient could be caused by the tablets.",),
        passes=("Can rash in patients be caused by the tablets?",),
    ),
    Rule(
        id="adverse_event.own",
        kind="adverse_event",
        explanation=REPORT,
        unit="sentence",
        holds=("ownone", "event ailment abnormal harm", "dosing exposed given"),
        lacks="supposed question innocent scholar asking wonder",
        closed_to="supposing",
        hits=("Lipase 9x ULN, month two of treatment, one of his patients.",),
        passes=("One of her patients with lupus takes it: which dose?",),
    ),
    Rule(
        id="adverse_event.form",
        kind="adverse_event",
        explanation=COMPLAINT,
        patterns=(
            "@dosageform ..5 (broken|crumbled|crumbling|cracked|discoloured|discolored|smelled|smelt|smells|stained|sticky|mouldy|moldy|chipped|counterfeit|fake|melted|leaked|leaking|stuck together)",
            "(label|imprint|leaflet|lot number|batch number|expiry date) ..2 (wrong|missing|torn|illegible|smudged)",
            "(wrong|no|missing|torn) (label|imprint|leaflet|batch number|lot number)",
        ),
        unless=(
            "(if|can|what|does|should|when|whether|how|may|could) ..9 (@dosageform|broken|label|imprint|leaflet)",
            "@question",
        ),
        unless_sentence=("research",),
        hits=("The capsules were stuck together and smelled.", "The carton came with no leaflet."),
        passes=("Can broken tablets be given?", "Is the wording missing from the label?"),
    ),
)
