"""Targets: quotas, goals, bonuses and the sales clock are no reason for a scientific exchange."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

RULES = (
    Rule(
        id="target.sales",
        kind="target",
        explanation=_("Sales words have no place here. Keep the scientific question and take the rest out."),
        patterns=("@quota", "@sales"),
        unless=("(tobacco|alcohol|antibiotic|cigarette|opioid|retail|otc|drug|vaccine) ..1 sales", "sales ..1 (of|restrictions|ban|bans)", "sales data ..4 @study"),
        hits=("I am two short of quota.", "She is a target account.", "Q3 s4les depend on it."),
        passes=("Was quota sampling used?", "Did a ban on tobacco sales change admissions?"),
    ),
    Rule(
        id="target.goal",
        kind="target",
        explanation=_("Numbers to reach belong to sales. Medical must not be told of them."),
        patterns=(
            "@hit ..1 (my|our|district|regional|team|teams|reps) ..2 @goal",
            "@hit (goal|plan|quota|number|forecast|numbers) ..3 (@clock|@our|@day)",
            "(need|needs|have|got|helps|help|trying|want) ..2 to? @hit ..1 (target|targets|goal|number|numbers|plan) ..3 (by|before|for|this|in)",
            "(territory|district|regional|team|q1|q2|q3|q4|quarterly|quarters|monthly|reps|launch) ..1 @goal",
            "@territory ..5 (of|to|against|under|over|below|above|versus|behind) (goal|plan|target|forecast|budget|number)",
            "@num (of|to|against|under|over|below|above|versus|behind) (goal|plan|forecast|quota|budget)",
            "(behind|short|under|ahead) ..1 (of|on|to) ..1 (goal|plan|forecast|number|numbers)",
            "(my|our) (number|numbers|forecast|quota)",
            "(my|our|the) ..1 (launch|growth|uptake|territory|business) ..1 @goal",
        ),
        unless=("@physiology ..1 @goal", "@goal ..2 @physiology", "@goal of ..1 (patients|participants|therapy|treatment|care)", "treatment plan", "plan to", "number (of|needed)", "launch plan of"),
        unless_sentence=("research",),
        hits=("If he agrees we make our Q4 number.", "Territory is at 83% of goal."),
        passes=("How often do we reach our LDL target in practice?", "Only 60% reached goal dose."),
    ),
    Rule(
        id="target.person",
        kind="target",
        explanation=_("Do not say what this doctor is worth to sales. Say only who asks and what is asked."),
        patterns=(
            "(@hcp|account|practice|clinic) (is|are) ..3 (target|targets)",
            "(one|some|all|top|best|most) ..1 of ..1 (my|our) ..3 (targets|customers|accounts)",
            "(my|our) ..2 (targets|accounts|customers|customer)",
            "(top|priority|primary|key|big|hot|prime|important|high) ..2 @target ..2 @our",
            "(high|top|key|big|strategic|vip|valuable|important|loyal|major|huge|best|valued|priority) ..2 (account|accounts|customer|customers)",
            "@tier @abc ..2 @customer", "(a|b|c) tier ..1 @customer", "(my|our|the) (a|b|c|top|hit|target|priority) list", "on ..1 (a|b|target) list",
            "@targets ..1 (doctor|doctors|docs|hcps|physicians|prescribers|accounts|specialists|customers)",
            "(account|customer) ..3 (@high|worth|matters|important|priority)",
            "(commercially|commercial) ..1 (important|valuable|interesting|priority|importance|value|potential|opportunity)",
        ),
        unless=("(into|on) account", "(my|our) ..1 (therapeutic|drug|molecular) ..1 target", "off target"),
        hits=("One of my top targets asked this.", "He is a high value customer.", "An A-tier account."),
        passes=("Is she right that BCMA is a target in myeloma?", "Does the model take high BMI into account?"),
    ),
    Rule(
        id="target.clock",
        kind="target",
        explanation=_("The sales quarter is no clock for medical. Take the date or the period out."),
        patterns=(
            "@by ..2 @clock ..1 @ends", "(@by|at|this) ..1 @ends of ..2 (quarter|half|fiscal|q1|q2|q3|q4|semester|financial)", "@by ..1 (quarter end|eoq|eoy|year end|month end|end of quarter)",
            "(this|next|last) ..1 quarter ..2 @goal", "(quarter|half|cycle) is ..2 @ends", "(end|close) of ..1 quarter",
        ),
        unless=("@clock ..6 (data|results|publication|readout|published|available|expected)", "(data|results|publication|readout|published|available|expected|follow) ..8 @clock", "life"),
        unless_sentence=("research",),
        hits=("It has to happen before the quarter closes.", "Ideally by end of Q3."),
        passes=("Will the final results be published by the end of Q3?",),
    ),
    Rule(
        id="target.bonus",
        kind="target",
        explanation=_("Pay has no place in a scientific question. Take it out."),
        patterns=("(bonus|bonuses)", "@our ..1 @bonus", "@bonus ..2 (depends|rides|hinges|is on|cheque|check|payout)", "(reps|rep|sales) ..1 @bonus"),
        unless=("(pay|incentive|incentives) for", "@our ..1 pay attention", "we pay"),
        hits=("My bonus depends on it.",),
        passes=("Do incentives for attendance raise vaccination rates?",),
    ),
    Rule(
        id="target.business",
        kind="target",
        explanation=_("Winning business is not medical's work. Take it out and keep the question."),
        patterns=(
            "@win ..3 (account|business|deal|sale|customer|formulary slot)", "(more|new|lost|extra|our|grow|repeat|big|huge) ..1 business", "worth ..5 (revenue|dollars|business|us|money)",
            "(big|huge|good|great|major|commercial|sales|business|growth) ..1 opportunity", "(seal|close|clinch) ..2 (deal|sale)",
        ),
        unless=("(educational|research|learning|publication) ..1 opportunity", "worth (knowing|considering|discussing|noting)"),
        unless_sentence=("research",),
        hits=("Winning this account would be huge.", "Great opportunity to grow our business."),
        passes=("Is it worth measuring levels in most of us?",),
    ),
)
