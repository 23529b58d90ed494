"""Statements: what a text says beside its question, known by whom it speaks of, with medicine or without.

The asides know a sentence by the medicine it lacks. Here the words that ask are taken out first, and what is left is
looked at part by part: of the one who asks it may say what a scientist and a clinician does, and of a patient anything.
"""

from django.utils.translation import gettext_lazy as _

from ..findings import Place
from ..rulebook import Rule

_CROSSING: tuple[Place, ...] = ("inquiry", "interest")
_SCIENTIST = "asking courtesy personwords scholarly"
_CLINICIAN = f"{_SCIENTIST} scholar study patienthood"
_PERSON = _("Only the doctor’s scientific question crosses. This says something about a person: take it out.")
_BUSINESS = _(
    "Only the doctor’s scientific question crosses. This says something about business: take it out."
)
_NO_WORD_TO_MEDICAL = _(
    "Nothing is asked of medical but the scientific question. Take out what it should do, when or how."
)

RULES = (
    Rule(
        id="prescribing.person",
        # Outside the question a doctor asks, wants to know, treats or teaches. What else is said of him is no science,
        # whatever medicine stands beside it.
        kind="prescribing",
        explanation=_PERSON,
        unit="part",
        told=True,
        holds=("they", "speech"),
        lacks=f"{_SCIENTIST} scholar patienthood",
        unless_earlier="personwords",
        fewest=4,
        places=_CROSSING,
        hits=("Bleeding rates, he is a rivaroxaban loyalist since residency.",),
        passes=(
            "She leads a headache clinic, is there evidence in migraine?",
            "Is the patient old? He bleeds easily on aspirin.",
        ),
    ),
    Rule(
        id="prescribing.workplace",
        kind="prescribing",
        explanation=_PERSON,
        unit="part",
        told=True,
        holds=("workplace", "speech"),
        lacks=f"{_CLINICIAN} ownplace",
        fewest=4,
        places=_CROSSING,
        hits=("Asks about dialysis, and the nurses there swear by warfarin.",),
        passes=("Our clinic has a low rate of bleeding, is there a benchmark?",),
    ),
    Rule(
        id="direction.dated",
        kind="direction",
        explanation=_NO_WORD_TO_MEDICAL,
        unit="part",
        told=True,
        holds=("dates freeday",),
        lacks="personwords scholar study patienthood course",
        unless=(
            "(dialysis|schedule|infusion|dose|injection|session|monday|tuesday) ..4 (tuesday|thursday|saturday)",
            "(every|per|@num|a) (week|month|day)",
            "@month ..1 @year",
            "(data|results|cut|cut off|label|approval|issue|version|update|readout|guideline|edition|since) ..4 (@month|@year|week|month)",
            "@month ..3 (data|results|cut|issue|version|update|edition)",
        ),
        places=_CROSSING,
        hits=("Bleeding rates, Thursday.", "Dialysis, in May if possible."),
        passes=("The dose per week in dialysis?", "Bleeding in the May update of the label"),
    ),
    Rule(
        id="direction.told",
        kind="direction",
        explanation=_NO_WORD_TO_MEDICAL,
        unit="part",
        told=True,
        opens="order",
        within=1,
        holds=("speech",),
        lacks=f"{_SCIENTIST} scholar finite evidence",
        fewest=3,
        places=_CROSSING,
        hits=("Bleeding rates: speak up for the kidney.",),
        passes=("Focus of infection, which one?",),
    ),
    Rule(
        id="intent.modal",
        kind="intent",
        explanation=_("What the doctor means to prescribe must not be passed on. Keep the question alone."),
        unit="part",
        told=True,
        opens="outcomeverb intends",
        within=1,
        holds=("speech",),
        lacks=_SCIENTIST,
        unless_earlier="personwords",
        fewest=3,
        places=_CROSSING,
        hits=("Bleeding rates, could be the end of warfarin there.",),
        passes=("A woman with epilepsy, wants to become pregnant: which drug?",),
    ),
    Rule(
        id="target.valued",
        kind="target",
        explanation=_BUSINESS,
        unit="part",
        told=True,
        holds=("sway toward_us",),
        lacks=f"{_CLINICIAN} evidence",
        fewest=3,
        places=_CROSSING,
        hits=("Dialysis, a gatekeeper of the ward.",),
        passes=("The biggest trial in dialysis, which was it?",),
    ),
    Rule(
        id="promotion.best",
        kind="promotion",
        explanation=_("This praises a product or attacks a rival. Ask for the comparative evidence instead."),
        unit="part",
        told=True,
        holds=("claimbest",),
        lacks=f"{_CLINICIAN} wonder evidence",
        fewest=3,
        places=_CROSSING,
        hits=("Bleeding, and nothing comes close in dialysis.",),
        passes=("Is dialysis the better choice?",),
    ),
)
