"""Direction: commercial does not tell medical whom to see, when, how often, or what to say."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_DOCTOR = "(@him|them|this)"
_OURS = "(our|ours|efficacy|benefit|benefits|advantage|advantages|convenience|message|messages|superiority|that|us|brand)"
_PAPER = "(paper|papers|article|slides|poster|abstract|publication|book|study|data|work|group)"

RULES = (
    Rule(
        id="direction.push",
        kind="direction",
        explanation=_(
            "Medical informs and does not persuade. Ask the question and leave the rest to the MSL."
        ),
        patterns=(
            "change (his|her|their|the) ..1 (mind|minds|opinion|view)",
            "(win|earn|get) (his|her|their) (support|vote|buy in|commitment)",
            "^(convincing|persuading|pushing) ..1 (him|her|them|dr)",
            "@please ..2 @push",
            "^@push ..1 @him",
            "@ask ..2 @push",
            "(@you|we|@rep) ..1 @should? ..1 @push ..2 (@him|them)",
            "@push (him|her)",
            "@push (the|this|that) (@him|group|department|clinic|team|hospital|committee|board)",
            "talk @him ..2 into", "(@please|@ask|^|and) ..1 walk @him", "work (your|some|a) magic", "(help|let) (me|us) ..2 (close|win|sell|hit|get|make)", "(need|needs|needing|wants|requires|take|takes) ..2 (convincing|pushing|persuading|persuasion|nudging|nudge|push|selling)",
            "push{|ing} ..2 (data|message|messages|efficacy|our|product|brand)",
            "(keep|put|more|some|bit) ..1 pressure ..3 (on|him|her|dr)",
            "(@please|@ask|^) ..1 (promote|target|influence|close|pressure|press|convert) ..2 (@him|our|them|product)",
            "(he|she|they) (need|needs) to be (convinced|persuaded|pushed|nudged|reassured|reminded)",
            "steer{|ing} ..1 (him|her|them|the|this) ..3 (away|toward|towards|to|from)",
        ),
        unless=(
            "(does|can|could|would|will|which|that|what|mutations|pathways) ..3 push{|es} ..3 (hba1c|ldl|data|cells)",
            "push (dose|enteroscopy|button)",
        ),
        hits=(
            "Please push him on this.",
            "Convince the doctor that it is safe.",
            "You should nudge her a bit.",
        ),
        passes=("Does early initiation push HbA1c below 6.5%?", "What convinces guideline committees?"),
    ),
    Rule(
        id="direction.visit",
        kind="direction",
        explanation=_("The MSL decides whether and when to see this doctor. Take the request out."),
        patterns=(
            "if (@you|@msl|medical|someone|somebody) ..2 (visited|saw|called|met|went|spoke|talked|contacted|came|visits|sees|calls|meets|dropped|stopped)",
            "(put|place|move|bump) ..2 @him ..3 (top|first|front|high|list)",
            "top of your list",
            "(arrange|organise|organize|plan|set up) ..2 (visit|visits|meeting|dinner|lunch|call) ..2 (with|to|for|before|by)",
            "(pay|paid|pays) ..2 visit",
            "(seen|visited|called|contacted|approached) ..5 by ..1 (your team|@msl|medical)",
            "make (this|it|him|her) ..2 priority",
            "(@msl|medical|you) ..1 @should ..2 (get in|get in there|be there|step in|jump in|intervene|get there|act|show up)",
            "before the (competitor|competition) ..1 (does|gets|do|moves|arrives)",
            f"@please ..2 @visit ..2 {_DOCTOR}",
            "^@visit ..2 @him",
            f"@ask ..2 @visit ..2 {_DOCTOR}",
            f"(@you|medical|someone|somebody) ..1 @should ..1 @visit ..2 {_DOCTOR}",
            "and @visit @him", "(can|could|would|should|will) ..1 (someone|somebody|anyone|medical|msl|you) ..3 @visit ..2 @him", "(need|want|get|send|have) ..1 (@msl|medical) ..3 (there|out|over|on site|@day)", "^(stop by|call on|drop by|swing by|pop in|go see|reach out|check in)", "give @him ..1 (call|ring|visit|shout)", "spend ..3 time ..3 (@him|this|account)", "(asked|asks|told|wants|want|expects|asking) ..1 (me|us|@msl) ..1 to @visit", "@rep ..1 @should ..3 (mention|push|@visit|detail|bring up)",
            "@please ..1 (visit|stop by|call on|drop by|drop in|pop in|pop by|swing by|go see|go and see|check in|circle back|touch base|prioriti{se|ze}|reach out)",
            "(get|be|in|need) ..2 in front of ..1 (@him|them|this)",
            "@ask ..1 (visit|stop by|call on|drop by|drop in|pop in|swing by|go see|prioriti{se|ze}|reach out)",
            "(msl|medical|msls|you) ..3 (prioriti{se|ze}|focus on) ..3 (@him|account|site|group|clinic|them)",
            "(@our|the) (msl|liaison) ..2 (visit|call|see|meet) ..2 (@him|them)",
            "(he|she) (is|are) ..1 (worth|due|overdue) ..1 (a|another|for) ..1 (visit|call)",
            "^(another|one more|a) (visit|call) ..3 (@him|would|could)",
            "(visit|call|meeting) ..2 (from|by) ..2 (msl|medical) ..4 (would|could|will|should|needed|asap|soon)",
            "(schedule|arrange|set up|book) ..4 (visit|meeting|call|lunch|dinner) ..2 with ..1 @him",
        ),
        unless=(
            f"@visit ..4 {_PAPER}",
            "(see|call) ..2 (section|page|figure|table)",
            "visit ..4 (website|www|http|https|site|page|registry|portal)",
            "(i|patients|trial) ..2 @should ..1 @visit",
            "(how|when) ..1 (should|can|could) ..1 (we|i|one) ..1 @visit",
        ),
        hits=("Please visit her.", "Call on him after the congress.", "The MSL should see this doctor."),
        passes=(
            "Please see section 5.1.",
            "Should clinicians follow up patients monthly?",
            "Please see Dr Kern's paper.",
        ),
    ),
    Rule(
        id="direction.deadline",
        kind="direction",
        explanation=_(
            "No deadline from commercial binds medical. Use the field for the doctor's preferred time."
        ),
        patterns=(
            "i promised",
            "hear ..2 (by|before) ..1 @day",
            "(expects|expecting|expect) ..4 (by|before) ..1 @day",
            "(@please|@ask|^|and) ..3 @visit ..6 (by|before|no later than|until|within) ..2 @day",
            "(@please|@ask) ..2 @visit ..5 (this|next|on|asap) ..1 @day",
            "(follow up|followup|follow up with) ..4 (by|before|no later than|within) ..2 @day",
            "(@please|@ask|^) ..1 (answer|reply|respond|revert|get back|send|deliver|come back) ..6 (by|before|no later than|within) ..2 @day",
            "@visit ..4 (asap|urgently|eod|eow|immediately)",
            "(no later than|at the latest|latest by) ..2 @day",
            "(must|needs to|need to|has to|have to) ..2 (reach|arrive|be with|get to) ..4 (by|before|no later than) ..1 @day", "(must|need{|s}|has to|have to) ..3 (happen|done|answered|reply|answer) ..3 (by|before|asap) ..2 @day?",
        ),
        unless=(
            "(doses|dose|infusion|patients|vaccination|booster|samples) ..6 @day",
            "@day (0|1|2|7|14|28|one|two|24|48|52|12)",
        ),
        hits=(
            "Follow up by Friday.",
            "Please visit her this week.",
            "Reach out to Dr Lang before the congress.",
        ),
        passes=("Should the second dose be given within a week?",),
    ),
    Rule(
        id="direction.frequency",
        kind="direction",
        explanation=_("How often an MSL meets a doctor is for medical to decide. Take the frequency out."),
        patterns=(
            "(@you|@msl) ..3 (@visit|calls|visits|meetings) ..6 @often",
            "(visit|visiting|visits|see|seeing|call on|calling on|meet|calling) ..2 @him ..5 @often",
            "@him ..1 (weekly|monthly|fortnightly|twice) ..3 (visit|visits|calls|meetings)",
            "@msl ..1 (call|visit|contact) (frequency|plan|target|cadence|rate|rates)",
            "(increase|more|raise|set|double|step up|fewer|reduce) ..3 (msl|medical) ..1 (visits|calls|frequency|contacts|touchpoints|coverage)",
            "@visit ..2 @site ..4 @often", "(@visit|seen|visited) ..1 (@him|by) ..1 (@msl|@often) ..2 @often",
        ),
        unless=(
            "(i|we|patients|patient|nurse|parents) ..6 (see|visit|meet) ..8 @often",
            f"@visit ..3 {_PAPER}",
        ),
        hits=("The MSL should call on this doctor twice a month.", "Visit him weekly."),
        passes=("Were follow-up visits weekly or monthly in the extension phase?",),
    ),
    Rule(
        id="direction.outcome",
        kind="direction",
        explanation=_("A scientific exchange has no wished-for outcome. Ask what the evidence says."),
        patterns=(
            "@ensure ..2 (@hcp|@him) ..1 (leaves|walks away|comes away|stays|feels|gets|goes|is) ..1 (convinced|satisfied|happy|with|comfortable|on)?",
            "(move|steer|shift|turn|pull|wean|win|take) @him ..1 (away|off|toward|towards|onto|over|back|from)",
            "(make|made) (him|her|dr) ..1 (understand|see|realise|realize|believe|agree|accept|feel|switch|prescribe|change)",
            "(@please|^) ..1 @ensure ..2 (@hcp|@him)",
            "@ensure ..1 @hcp ..2 (is|has|hears|leaves|gets)",
            "@ensure ..1 (@hcp|@him) ..2 @outcome",
            "@ensure (he|she|dr)",
            "so ..1 (he|she|dr|they) ..3 (write{|s}|prescribe{|s}|switch{|es}|start{|s}|adopt{|s}|tries|try|convert{|s}|stays|buys in|commit{|s}|order{|s}|moves forward|moves)",
            "(get|getting|got|bring|keep|move|make|turn) ..1 @him ..3 @outcome",
            "(get|getting) (him|her|dr|them) ..1 to",
            "(over the line|off the fence|over the finish line|across the line)",
            "(bring|win|talk) @him ..1 (around|round|over)", "(get|getting|bring) ..1 @him ..3 (on board|onboard|convinced|sold)",
            "(get|bring) ..1 (doctors|physicians|practice|clinic|them) ..1 (to switch|on board|to prescribe|to start|to write|to use)",
        ),
        unless=(
            "(get|keep|bring|move) ..1 (them|him|her) to (hospital|theatre|target|goal|remission|adhere|take|a)",
            "(how|help) ..3 (get|keep) (them|patients)",
        ),
        hits=(
            "Make sure she understands it.",
            "Get him comfortable with the warning.",
            "Explain it so he starts using it.",
        ),
        passes=("How do you get patients to adhere to injections?", "How do we ensure adequate hydration?"),
    ),
    Rule(
        id="direction.content",
        kind="direction",
        explanation=_(
            "Commercial does not choose what medical says or leaves out. Take the instruction out."
        ),
        patterns=(
            "(@please|@ask|^|@you) ..1 (present|show|share|use|mention|send|discuss|give|quote|cite) ..1 only ..4 (positive|favourable|favorable|good|efficacy|best)",
            "(@please|@ask|^|@you) ..1 only ..1 (present|show|share|use|mention|quote|cite) ..4 (positive|favourable|favorable|good|efficacy|best)",
            "(cherry pick|cherry picked)",
            "(@msl|medical|you) @should ..1 (back up|support|endorse|repeat|echo|defend|say|push|emphasi{se|ze}|stress|confirm what)",
            "(focus|keep|steer|move|turn|lead|bring|centre|center) the (talk|conversation|discussion|answer|exchange|focus|reply|call|meeting)",
            "(stay|keep|steer) ..1 (away|clear) (from|of)",
            "(@please|@ask|^|@you) ..1 (not|never|avoid) ..1 @mention",
            "^do not ..1 @mention",
            "^(avoid|skip|stop) ..2 (mention{|ing}|bringing up|talking about|discussing|raising)",
            "(downplay{|ing}|play down|gloss over|tone down|play up|talk up|oversell|gloss)",
            f"(@please|@ask|^|@you|and) ..1 (emphasi{{se|ze}}|stress|reinforce|underline|drive home|lead with|hammer home|hammer|echo|repeat|talk up|push|sell) ..4 {_OURS}",
            "(@please|@ask|@you|^) ..1 (stick|keep) ..1 to ..2 (efficacy|message|messages|script|positive)",
            "(@please|@ask|^|@you|and) ..1 (tell|show|remind|assure|reassure|convince|persuade|warn) @him",
            "^(encourage|motivate|reassure|remind|tell|show|assure) ..1 @him",
            "@visit ..3 (without|and not|but not) ..1 mentioning",
            "when @you ..1 (talk|speak|meet|see|visit) ..2 (@him|them|to)",
            "(leave out|keep quiet about|stay away from|keep away from|steer clear of|not go into) ..2 (the|safety|side|boxed|black|trial|data|our|competitor)",
        ),
        unless=("(please|could you|can you) tell (me|us)",),
        hits=(
            "Do not bring up the boxed warning.",
            "Emphasise that our drug is convenient.",
            "Tell him that it is safe.",
        ),
        passes=("The label does not mention hepatic impairment; why?", "Can you tell us the half-life?"),
    ),
    Rule(
        id="direction.report",
        kind="direction",
        explanation=_(
            "Medical does not report back on a scientific exchange. You will see its state, nothing else."
        ),
        patterns=(
            "@close",
            "let me know ..1 (how|what|when|if|whether) ..1 (he|she|it|dr|they|you) ..1 (went|goes|said|says|think|thinks|reacts|responds|saw|see|met|meet|visited|talked|decides|speak|talk|spoke)",
            "(send|give|share|get) ..1 (me|us) ..2 (notes|readout|feedback|summary|debrief|report) ..3 (visit|meeting|call|conversation|discussion|exchange|talk)",
            "i (will|can|need to) close",
        ),
        hits=("Let me know what he says so I can close.", "Please loop me in after your meeting."),
        passes=("Let me know what the extension study showed.",),
    ),
)
