"""Notes in a hurried hand: what is said of a doctor or to the MSL in the same breath as a question about medicine.

These frames hold wherever they stand in a sentence. A question is spared, and so is a sentence about a patient: there
"she", "keep it short" and "by Friday" are part of medicine.
"""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_DOCTOR = "(he|she|they|him|her|them|doctor|dr|doc|the doctor)"
_SITE = "(dept|department|clinic|unit|practice|group|team|hospital|ward|office)"
_MORE_OF_IT = "(use|using|try|trying|take|give|giving|prescribe|prescribing|order|switch|start|begin|adopt|put|move|go|swap|replace|leave|drop|abandon|quit|change)"
_TALK = "(visit|chat|talk|call|lunch|dinner|meeting|coffee|breakfast|appointment)"
_OF_PATIENTS = (
    "@question",
    "(@patients|patient|pt|who|those|participants|subjects|child|woman|man|investigators) ..6 "
    f"(would|will|could|open|willing|inclined|ready|happy|keen|yet|{_MORE_OF_IT[1:-1]})",
)

RULES = (
    Rule(
        id="prescribing.note",
        kind="prescribing",
        explanation=_(
            "Leave out what or how often this doctor prescribes; ask the scientific question alone."
        ),
        patterns=(
            "(@num|one|single) ..1 (start|starts|initiation|initiations|conversion|conversions|switch|switches) ..2 @per",
            "(has|have|is|still) ..1 yet to (write|prescribe|order|use|try|start) ..1 (his|her|their|one|it|us|ours|a|first)",
            f"(orders|purchases|deliveries|demand|refills|consumption) ..4 (from|at|in|of|by) ..2 {_SITE} ..4 (@rise|halved|collapsed)",
            "(sit|sits|sitting|stay|stays|kept|parked|remain|remains) on ..2 (other|competitor|rival|generic|our|ours|theirs|competing) ..1 (brand|one|drug|product|pen)?",
            "(on|onto) (ours|theirs)",
            "(not one|not a single|zero|none) ..2 (patient|patients|of them|of his|of her|of their) ..6 (yet|so far|until now|to date)",
            "(^|and|has|have|just|already|she|he) ..1 (started|put|switched|converted|moved|initiated) ..1 @num ..2 (@patients|patient|ones|more)",
            "(most|highest|largest|biggest|top|busiest) ..4 (in|of|across) ..1 (the|this|our|my) ..1 (district|region|county|city|town|state|area|territory|valley|zone)",
            "(line|heavy|light|big|regular|occasional|frequent|low|high|non|daily|early|late|reluctant|cautious) ..1 (user|prescriber|adopter|writer)",
            "(uses|prescribes|writes|gives|orders) ..1 (class|it|ours|drug|product|brand|both|us|this|that) ..2 (daily|weekly|monthly|often|rarely|regularly|every day|every week|a lot|first|everywhere|mostly|all the time)",
            "@num to @num ..1 @per",
            "(lost|losing|won|got|gained) (him|her|them|this one|the clinic|the practice) ..1 (to|from|back|for)",
        ),
        unless=(
            "@question",
            "(cannabis|alcohol|opioid|iv|tobacco|device|pump|wheelchair|cocaine|drug|insulin|contact lens) ..1 (user|users)",
            "(incidence|prevalence|rate|rates|mortality|risk|burden|expression|density|intensity|cases) ..6 (in|of|across) ..3 (district|region|county|city|town|state|area|zone)",
            "@num to @num (mg|ml|mcg|g|kg|iu|times|hours|doses|units|episodes|attacks|points|percent|mmol)",
        ),
        unless_sentence=("research",),
        hits=(
            "Onset of action, she does one start a month.",
            "Has yet to write her first one.",
            "Deliveries to this clinic, and demand in this hospital, are falling.",
        ),
        passes=("Is one dose a week enough?", "Which of those yet to start dialysis were counted?"),
    ),
    Rule(
        id="target.note",
        kind="target",
        explanation=_("Do not say what this doctor is worth to sales. Say only who asks and what is asked."),
        patterns=(
            "(nice|big|easy|quick|good|great|huge|real|needed|first|major|another) ..1 (win|wins)",
            "(new|old|good|tough|hard|small|key|an|strategic|important) ..1 account",
            "(cycle|quarter|period|contest|fiscal) ..1 (ends|closes|is over|runs out|finishes|is ending) ..1 (in|on|by|this|next|soon) ..1 (@num|week|month|day|@day|weeks)",
            "(biggest|largest|number one|number two|second) ..2 (idn|gpo|chain|buyer|purchaser|hospital group|customer|account)",
            "(win|wins) (for|with) (us|me|our|my|the team|the region|the brand|the business)",
            "(contract|tender|listing|bid) ..2 (up|due|expires|renewal|ends|runs out|coming up) ..2 (in|for|by|next|this|soon|@month)",
            "(over|across) the ..1 line",
            "(bring|brings|bringing|hand|generate|collect|submit) ..1 in? ..1 (@num|more|some) ..1 (inquiries|enquiries|questions|leads|requests|referrals)",
            "(vp|svp|ceo|cco|sales lead|brand lead|head of sales|country manager|franchise head|line manager|district manager) ..3 (cares|wants|asked|asks|watches|likes|expects|said|says|pushes|is on)",
            "(turn|turning|save|saving|win|rescue|open|crack) ..2 (round|around|account|back) ..2 (this|by|before|account|semester|quarter|year)",
        ),
        unless=(
            "(into|by|take|taken|takes|taking|on|give|gives|gave|detailed|full) ..2 account",
            "account (of|for)",
            "(menstrual|treatment|dosing|cardiac|cell) cycle",
            "win (ratio|odds|probability|statistic)",
            "(baseline|regression|zero) ..2 the ..1 line",
        ),
        unless_sentence=("research",),
        hits=(
            "A quick win in the south, by the way dialysis.",
            "Helps to get it over the line.",
            "The tender is up in May.",
        ),
        passes=("Was the win ratio stratified?", "Does the curve cross the midline?"),
    ),
    Rule(
        id="promotion.note_on_product",
        kind="promotion",
        explanation=_("Promotion has no part in a scientific question. Ask for the evidence instead."),
        patterns=(
            "(^|@please|and|just|then|also) ..1 (position|frame|portray|paint|pitch|tout|plug|praise|present|sell) (it|us|ours|our|this)",
            "(our|your) ..1 (ad|ads|advert|advertisement|flyer|flier|brochure|banner|booth|mailer|commercial|billboard|coupon|voucher|leave behind|handout|one pager|detail aid|visual aid)",
            "(saw|seen|read|got|has|liked|loved|likes) ..2 (ad|ads|advert|advertisement|flyer|flier|brochure|banner|billboard|coupon|voucher|mailer|detail aid|visual aid)",
            f"({_DOCTOR[1:-1]}|everyone|everybody|docs|doctors) ..1 (should|must|needs to|has to|ought to|deserves to|need to|have to) ..2 (know|hear|see|learn|understand|realise|realize|believe|appreciate|be told|be shown|be aware)",
            "(efficacy|tolerability|safety|profile|data|results|convenience|onset|potency|outcomes) ..1 (is|are) ..2 (great|excellent|superb|amazing|fantastic|outstanding|impressive|unbeatable|stunning|brilliant|superior|our)",
            f"(after|during|in|since|at|from) (my|our) ..1 (presentation|pitch|detail|detailing|visit|call|demo|lunch|in service|deck|samples|booth|product) ..9 {_DOCTOR}",
            "(our|a) (strong|strongest|weak) (side|point|suit)",
            "(good|great|strong|nice|powerful|killer|winning|perfect) ..1 (message|selling point|hook|claim|pitch|headline|slogan)",
            "(back|backs|support|confirm|prove) (that|this|it|me|us) up",
            "(i|we) ..1 (told|assured|promised|reminded|convinced|informed) (him|her|them|the doctor|dr|doctor|doc) ..1 (it|that|our|ours|we|about|there)",
            "(when|as|since|after|because) (i|we) (told|showed|explained|presented|mentioned|detailed) ..1 (her|him|them|it|this|that)",
            "(show|give|offer|demo|teach|install) (him|her|them) ..3 (app|tool|gadget|brochure|flyer|samples|sample|starter|video|website|kit|coupon|card)",
        ),
        unless=("@question",),
        unless_sentence=("research", "personwords"),
        hits=(
            "Position it as the gentler one.",
            "She read the flyer and asks about sleep.",
            "We assured her that it is safe in dialysis.",
        ),
        passes=(
            "Does the sponsor frame this as an exploratory result?",
            "I told her the patient needs dialysis.",
        ),
    ),
    Rule(
        id="direction.note",
        kind="direction",
        explanation=_(
            "Nothing is asked of medical but the scientific question. Take out what it should do, when or how."
        ),
        patterns=(
            "(keep|make|keeping|making) ..1 (it|this|that|answer|reply|things|talk|everything) ..2 @tone",
            f"be ..1 @nice ..1 (if|when) ..1 ({_DOCTOR[1:-1]}|someone|somebody|medical|you|msl) ..2 (had|has|got|gets|receives|hears|heard|knew|saw|sees|came|comes|come|went|go|did|could|would)",
            "(had|has|have|get|gets|got|need|needs|want|wants|expects|receive|receives) ..1 (it|this|that|answer|reply|data|something|paper|info|information|results) ..2 (before|by|until|till|b4|ahead of|in time for|no later than) ..3 @eventday",
            "(needed|required|wanted|due|urgent|answer|reply) ..2 (before|by|until|till|b4|ahead of|no later than) ..3 @eventday",
            "(when|once|while|next time|before|after) you ..1 (go|visit|see|meet|are there|call|talk|speak|get there|drop in)",
            "(go|talk|walk|run|sit|look|work) ..5 (with|w) (him|her|them)",
            "(with|w) ..1 (whole|entire|full) ..1 (team|staff|dept|department|group|office)",
            "(needs|need|wants|wanted|needed) ..4 (yesterday|right now|immediately|tonight|asap)",
            "(take|bring|invite) along",
            "(take|bring|invite|include|introduce) ..2 (the|your|our|his|her) ..1 (director|boss|manager|chief|rep|whole team|colleague|specialist)",
            "(answer|reply|response) ..2 (should|must|has to|needs to|ought to|better|shall|to) ..1 (come|be|go|sound)",
            f"{_DOCTOR} ..2 (not|never|hardly|rarely) ..1 (read|reads|answer|answers|open|opens|check|checks|like|likes|take|takes|pick up) ..2 (emails|email|mails|mail|letters|messages|phone|calls|video)",
            "(please|but|preferably|only|rather|best|ideally|and) ..1 (in person|face to face|personally)",
            "(please|but|just|and) ..1 no ..3 (talk|mention|word|words|slides|discussion|lecture|jargon|stats|pitch)",
            "no ..1 (slides|pitch|jargon|emails|mails|small talk|brochure|brochures|leave behinds)",
            "(and|but|also|please|^) ..1 (not|never) forget",
            f"(a|one|another) (long|longer|short|quick|second|personal|nice|friendly|proper) ..1 {_TALK} ..2 (would|could|will|might|is|helps|do)",
            f"(join|attend|come to|drop into|speak at) ..1 (our|my|his|her|us|the) ..2 ({_TALK[1:-1]}|booth|table|event|evening|speaker)",
            "(^|@please|and|also|then|or) ..1 (show|tell|remind|teach|sell|offer|pitch) (him|her|them|the doctor)",
        ),
        unless=(
            "@question",
            "(in person|face to face) ..2 (visits|visit|care|consultation|consultations|therapy|cbt|training|interview|interviews|session|sessions)",
            "(data|results|paper|information) ..3 by ..1 (day|week|month) @num",
        ),
        unless_sentence=("personwords",),
        hits=(
            "Renal data; make it upbeat.",
            "Would be nice if she heard about dialysis from you.",
            "Dialysis data needed ahead of the Monday meeting.",
            "Never mind mail, she never opens mails.",
        ),
        passes=(
            "Should the infusion be kept short?",
            "The patient needs it before Friday: is a double dose safe?",
            "How do face to face visits compare with calls?",
        ),
    ),
    Rule(
        id="intent.note",
        kind="intent",
        explanation=_("What the doctor means to prescribe must not be passed on. Keep the question alone."),
        patterns=(
            f"(seems|looks|appears|sounds|feels|is|are|was) ..2 (open|willing|inclined|tempted|prepared|keen|ready|happy|motivated|eager|minded|close) ..1 to ..1 {_MORE_OF_IT}",
            "(go|goes|going|went|come|stick|sticks) with (us|ours|our)",
            "(be|feel|become|get|feels|is) ..1 (comfortable|confident|sure|safe|convinced|reassured|happy) ..1 (with|about|using|in) (us|ours|our|using|prescribing|switching|starting)",
            f"(whole|entire|all|rest of) ..2 {_SITE} ..1 (will|would|moves|follows|changes|goes|switches|could|might)",
            f"(make|making|made) it ..1 (standard|routine|default|first line|norm|policy) ..2 (in|for|at) ..2 {_SITE}",
            "(wants|plans|hopes|going|means|intends|thinking|ready|likes) ..1 to? ..1 (begin|start|go|try|switch) ..2 (it|this) ..1 (next|this|tomorrow|soon|@day|right away)",
            f"(he|she|they|doctor|dr|doc) (would|will|could) then {_MORE_OF_IT}",
            "(has|have|got) ..2 (@patients|candidates|candidate|patient) ..1 (ready|waiting|lined up|queued|in mind)",
            "(make|makes|making|made) the (change|switch|jump|leap|move|transition|shift)",
            "(is|are|was) (what|all) ..1 (he|she|they|doctor|dr|doc) ..1 (lacks|needs|misses|wants|requires|waits for|is missing)",
            "(else|otherwise) ..2 (stays|sticks|keeps|goes|uses|remains|stay|stick|go)",
            "(trial|test|pilot|dry) (run|drive)",
            "(first|next|new) patient (there|with us|on us|for us)",
        ),
        unless=_OF_PATIENTS,
        unless_sentence=("personwords",),
        hits=(
            "Asks about strokes, sounds willing to drop warfarin.",
            "Bleeding data, as she would then use it in her unit.",
        ),
        passes=("Is it safe to leave warfarin out?", "The patient is keen to try it."),
    ),
)
