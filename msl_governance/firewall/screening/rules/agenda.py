"""Agenda: the kinds of items the committee must never take up (domain.md, the committee)."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_HEALTH = "(vaccination|immunisation|immunization|screening|awareness|public|health|educational)"

RULES = (
    Rule(
        id="agenda.sales",
        kind="agenda",
        explanation=_(
            "The committee does not discuss sales, targets or prescribing. Bring them to a commercial meeting."
        ),
        patterns=(
            "(sales director|sales team|sales) ..2 (presents|update|review|report)",
            "share (gain|gains|loss|losses)",
            "commercial ..1 (results|performance|plan|targets|goals)",
            "@agendasales",
            "(for|to|with|behind|towards) (us|our side)",
            "(in|to) our (favour|favor|advantage|benefit)",
            "(@quota|@sales|@share|@bonus)",
            "(growth|uptake|adoption|conversion) ..3 (by|per|of|in|our|targets|rate|territory|district)",
            "(our|launch|product|brand|commercial) ..1 (uptake|growth|adoption|performance|results|targets|goals)",
        ),
        unless=(
            "(growth|conversion|adoption|uptake) ..4 (@science|@term|evidence|literature|knowledge)",
            "(@science|@term) ..2 (growth|conversion|adoption|uptake)",
            "(safe|rational) prescribing",
            "(vaccine|vaccination|glucose) ..1 uptake",
            "prescribing ..2 (practice|safety|errors)",
        ),
        places=("agenda",),
        hits=("Review of Q3 sales against target", "Bonus scheme for next year", "Market share update"),
        passes=("Escalated boundary dispute: request for a sales lead (anonymised)",),
    ),
    Rule(
        id="agenda.reps",
        kind="agenda",
        explanation=_("The performance of representatives and territories is not the committee’s business."),
        patterns=(
            "(territory|territories|district|districts) ..3 (behind|ahead|under|over|lagging|leading)",
            "(territory|territories|district|districts|region|regions) ..2 (missed|misses|hit|hits|met|made|beat|exceeded|lost|won|grew|fell|dropped|declined)",
            "@rep ..5 @performance",
            "@performance ..5 @rep",
            "@territory ..2 @ranks",
            "@ranks ..4 @territory",
            "(by|per|each) (rep|territory|district|representative)",
            "(@rep|field) ..2 (calls|activity|productivity)",
        ),
        unless=(
            "(training|attestation|hand) ..4 @rep",
            "(hand off|hand offs|forms|inquiries) ..4 (by|per) @territory",
        ),
        places=("agenda",),
        hits=("How each representative performed", "Territory ranking", "Rep performance by territory"),
        passes=(
            "Education events planned for the northern territory",
            "Training of representatives on hand-offs",
        ),
    ),
    Rule(
        id="agenda.campaign",
        kind="agenda",
        explanation=_(
            "Promotional messages and campaigns are not the committee’s business. Leave them to commercial."
        ),
        patterns=(
            "message{|s} (testing|recall|uptake|pull)",
            "detailing",
            "@promo",
            "(campaign|campaigns|promotional|promotion|promotions|advertising|slogan|branding|messaging|tactics|upsell)",
            "(brand|launch|marketing|key|core) ..2 (message|messages|materials|plan|strategy|positioning|tactics|review)",
            "(detail|sales) (piece|aid|story)",
        ),
        unless=(
            f"{_HEALTH} ..2 (campaign|campaigns)",
            f"(campaign|campaigns) ..4 {_HEALTH}",
            "health promotion",
            "messaging (between|among)",
            "surviving sepsis campaign",
        ),
        places=("agenda",),
        hits=("Align on campaign messages", "New detail aid walkthrough"),
        passes=("Evidence from the national screening campaign",),
    ),
    Rule(
        id="agenda.msl",
        kind="agenda",
        explanation=_("How often MSLs call, and on whom, is not set in the committee. Take the item out."),
        patterns=(
            "(number|frequency|how many|count) ..3 (visits|calls|contacts|touchpoints)",
            "(move|moving|turn|turning|bring|upgrade|upgrading) ..5 (from|up|into) ..2 @abc",
            "@msl ..4 (see|visit|call|prioriti{se|ze}|contact|meet|cover)",
            "(see|visit|call|contact|meet) ..4 @msl",
            "@msl ..5 @mslcalls",
            "@mslcalls ..5 @msl",
            "(contact|visit|visits|calls|calling|call) ..4 (more often|frequency|per quarter|per month|monthly|weekly)",
            "(which|what|target) ..2 (@hcps|prescribers|accounts|kols) ..4 @msl",
            "@msl ..4 (kols|hcps|doctors|accounts) ..4 (per|every|each|weekly|monthly)",
        ),
        places=("agenda",),
        hits=("Set the number of MSL visits per KOL", "Raise call frequency of the liaisons"),
        passes=("Escalated dispute about MSL call frequency (anonymised)", "MSL response times to hand-offs"),
    ),
)
