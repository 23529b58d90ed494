"""What is no science in an agenda, a brief, a programme or an insight: flagged, for a person looks at those."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_MEDICINE = "science term innocent"

RULES = (
    Rule(
        id="agenda.kind",
        kind="agenda",
        severity="flag",
        explanation=_(
            "This is none of the kinds of items the committee takes up. Name the science, the event, the protocol or "
            "the dispute it is about."
        ),
        unit="sentence",
        lacks=f"{_MEDICINE} agendaok dispute",
        fewest=2,
        places=("agenda",),
        hits=("Who is doing well in the north?",),
        passes=("Minutes of the last meeting", "Dosing in dialysis"),
    ),
    Rule(
        id="promotion.brief",
        kind="promotion",
        severity="flag",
        explanation=_(
            "A brief speaks of science only. Say which evidence or question this is about, or take it out."
        ),
        unit="sentence",
        lacks=f"{_MEDICINE} evidence asking",
        fewest=3,
        places=("brief",),
        hits=("Money follows these five names.",),
        passes=("Experts asked for it.", "The evidence is thin."),
    ),
    Rule(
        id="direction.brief",
        kind="direction",
        severity="flag",
        explanation=_(
            "A brief tells what experts ask, not what anybody should do. Put it as an observation."
        ),
        unit="sentence",
        opens="order",
        within=1,
        lacks="finite",
        fewest=4,
        places=("brief",),
        hits=("Use the pregnancy question to get appointments.",),
        passes=("Use of loops in pregnancy is debated.",),
    ),
    Rule(
        id="intent.brief",
        kind="intent",
        severity="flag",
        explanation=_("A brief speaks of science, not of what people will do. Take it out."),
        unit="sentence",
        holds=("they body we you",),
        lacks=f"{_MEDICINE} asking",
        fewest=3,
        places=("brief",),
        hits=("They will come over when their chief does.",),
        passes=("Experts ask how dialysis changes it.",),
    ),
    Rule(
        id="promotion.programme",
        kind="promotion",
        severity="flag",
        explanation=_("A programme names topics and sessions. Say what is taught here, or take it out."),
        unit="sentence",
        lacks=f"{_MEDICINE} evidence eventok",
        fewest=3,
        places=("programme",),
        hits=("An evening nobody will forget",),
        passes=("Coffee break and poster viewing", "How to read a funnel plot of trials"),
    ),
    Rule(
        id="promotion.insight",
        kind="promotion",
        severity="flag",
        explanation=_("An insight is about science. See that this does not travel on in a theme or a brief."),
        unit="sentence",
        holds=("we seller you they body",),
        lacks=f"{_MEDICINE} evidence asking",
        fewest=3,
        places=("insight",),
        hits=("We have her now.",),
        passes=("Our data do not answer it.",),
    ),
)
