"""Promotion: what is said to sell stays with those who may say it, reviewed and labelled."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

RULES = (
    Rule(
        id="promotion.material",
        kind="promotion",
        explanation=_("Promotional material and plans stay on the commercial side. Take the mention out."),
        patterns=(
            "our ..1 (ad|ads|advert|adverts|booth|stand|panels|slides|flyer|brochure|leaflet|handout)",
            "booth",
            "best in class",
            "(launch|sales) deck",
            "(commercial|sales) (pitch|message|story|claims)",
            "proof point{|s}",
            "@promo", "(upsell|upselling)", "(our|brand|competitor|competitors|product|campaign|launch|core|key|sales|promotional|efficacy|on) ..1 messaging", "messaging ..2 (on|around|about|for)", "^messaging"),
        unless=(
            "(paper|guideline|report|publication|study|article|document|table|section|reference|literature|review|protocol) ..3 detailing",
            "(investigator|investigators) brochure",
            "(marketing|advertising) ..2 (authorisation|authorization|approval|regulations)",
            "(secure|text|sms|app|patient) ..1 messaging",
        ),
        hits=("He liked the new visual aid.", "It fits the brand story.", "Align on messaging."),
        passes=("When was marketing authorisation granted?", "Is there a paper detailing the mechanism?"),
    ),
    Rule(
        id="promotion.message",
        kind="promotion",
        explanation=_("Scientific exchange carries no messages. Ask what is known instead."),
        patterns=(
            "(claims|arguments|material|materials|points) ..4 (against|sell|hand out|beat|counter)",
            "arm me ..1 with",
            "(to|help|can|could) ..1 sell",
            "@core ..1 @message",
            "@message (on|about|around) ..1 (our|convenience|brand|efficacy)",
            "campaign ..2 @message",
            "campaign{|s} ..3 (says|said|claims|promises|mentions)",
            "(the|this) campaign",
            "(our|brand|launch|promotional|marketing|ad|sales|spring|summer|autumn|fall|winter|competitor|competitors|advertising|their) ..1 campaign{|s}",
            "(our|brand|product|market|competitive|their|competitors) ..1 positioning",
            "@message ..2 (@rise|resonat{e|es|ed})",
            "(our|the) (tagline|slogan)", "(our|my|sales) pitch",
            "sales (pitch|story|talk)",
            "efficacy story",
        ),
        unless=(
            "@message ..4 @study",
            "@study ..3 @message",
            "@core ..1 claims (data|database)",
            "(vaccination|screening|public|immunisation|awareness) ..2 campaign",
            "campaign ..4 (vaccination|screening|immunisation|health|mass)",
            "(public|health) ..2 message",
        ),
        hits=("Our key message is convenience.", "Please support the spring campaign."),
        passes=("What is the main message of the trial?", "Did the vaccination campaign reach rural areas?"),
    ),
    Rule(
        id="promotion.samples",
        kind="promotion",
        explanation=_("Samples are a commercial matter. Take the mention out."),
        patterns=(
            "(leave|left|drop|dropped|bring|brought|gave|give|handed|free|offered|complimentary|starter|request|requested|wants) ..3 @samples",
        ),
        unless=(
            "sample (size|collection|preparation|volume|handling|processing)",
            "(blood|serum|biopsy|urine|plasma|tissue|saliva|swab|faecal|fecal|venous) ..2 @samples",
        ),
        unless_sentence=("research",),
        hits=("I left her some free samples.",),
        passes=("Can samples left at room temperature be assayed?",),
    ),
    Rule(
        id="promotion.detail",
        kind="promotion",
        explanation=_("What was detailed is recorded in the detail call, not here. Take it out."),
        patterns=(
            "detailed @him",
            "(my|our|last|sales|first|next|during|this) detail",
            "(i|we|reps|rep) ..1 (detailed|detailing)",
            "after (detailing|i detailed)",
        ),
        unless=(
            "detailed ..1 (data|information|analysis|description|review|account)",
            "detail (on|about|of)",
        ),
        hits=("During my detail she asked about the pen.", "I detailed him last week."),
        passes=("Is there a detailed analysis of the subgroup?",),
    ),
    Rule(
        id="promotion.better",
        kind="promotion",
        explanation=_("Claims that ours is better are promotion. Ask for the comparative evidence instead."),
        patterns=(
            "ours ..1 (is|works|does|are|was) ..2 @better",
            "(we|our) ..2 (are|is|works|beats|outperforms|have) ..2 @better",
            "we ..1 (beat|outperform|win)",
            "(beats|outperforms|crushes|kills) ..2 (@rival|them)",
            "@better (choice|option|drug|product|alternative) ..3 (than|on|market)",
            "@better ..2 on the market",
            "@better ..1 than ..1 (the|their)? competition",
            "(ammunition|ammo)",
        ),
        unless=("(is|are|was) (our|ours) ..3 @better", "(whether|if|evidence|does) ..6 @better", "^(is|are|was|has) ..8 @better"),
        hits=("Show him that ours is simply better.", "It is the best drug on the market."),
        passes=("Is there evidence that early treatment is a better option than watchful waiting?",),
    ),
    Rule(
        id="promotion.brand",
        kind="promotion",
        explanation=_("Brand talk is promotion. Name the substance and ask the question."),
        patterns=(
            "our brand",
            "brand (loyal|champion|advocate|lover|fan)",
            "(support{|s|ing}|love{|s}|good for|grow|push{|ing}|promote{|s}|build) ..2 brand",
            "(advocate|champion|ambassador) for ..1 (us|brand|our|the brand)",
        ),
        unless=("brand (of|or|versus|and|to)",),
        hits=("She could be an advocate for our brand.",),
        passes=("Does switching brand of levothyroxine matter?",),
    ),
)
