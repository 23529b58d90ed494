"""Personal data: nothing that identifies a patient, or reaches a person, belongs in a free text (45 CFR 164.514)."""

import re

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

_PATIENT = _(
    "A patient must not be identifiable here. Describe the case without name, initials, date or number. What drug safety "
    "must know of a patient belongs in its own report of the adverse event, within 24 hours."
)
_REACH = _("Addresses and numbers of people do not belong in this text. Use the contact field of the form.")
_ONE = "(patient|pt|man|woman|lady|gentleman|girl|boy|child)"

_CARE = "(admitted|discharged|seen|operated|treated|presented|scanned|implanted|transplanted|consulted|hospitalised|hospitalized|examined)"

RULES = (
    Rule(
        id="personal_data.name",
        kind="personal_data",
        explanation=_PATIENT,
        patterns=(
            "(concerns|regarding|about|for|re|is) ..1 @cap @cap @age",
            "(concerns|regarding|about|for|re) @cap @cap (who|in bed|on ward|aged|her|his)",
            "@cap @cap @age (with|has|is|who|on|male|female|year|years|yo|asks)",
            "@mrs",
            f"{_ONE} ..3 named ..1 @cap",
            "@title @cap",
            "@title @letter",
            "@mrs",
            "(patient|patients|pt|man|woman|girl|boy|child|lady|he|she) ..2 (named|called) ..1 (@cap|@letter)",
            f"{_ONE} ..1 (name|name is|initials) ..2 (@cap|@letter|@monogram)",
            f"{_ONE} @cap @cap",
            "(case|patient|pt|subject|name) @name @name",
            f"{_ONE} @letter @cap",
            "(his|her|my|our|their) (patient|pt) @cap",
            "(patient|pt) @cap (@letter|from|who|has|is|was|aged|b)",
            "(b|born|geb|ne) @year",
            f"{_ONE} @letter @letter",
            "initials ..2 (@monogram|@letter)",
            f"{_ONE} ..1 @monogram @age",
            "@letter @letter @agesex",
            "@letter @letter (a|an|aged) ..1 @age ..1 (year|years|yo|yr|yrs|y|male|female|man|woman)",
            "@letter @letter aged ..1 @age",
            "@letter @letter @age (year|years|yo|yr|yrs|y|male|female|man|woman)",
            "(name is|surname|full name) ..2 @cap",
            "@monogram @age (year|yo|yrs|y)",
        ),
        raw=(
            re.compile(
                r"\b(?:baby|boy|girl|child|toddler|infant|lady|gentleman|patient|pt|aunt|uncle|grandma|grandpa) "
                r"[A-Z][a-z]{2,}(?= ?(?:,|\.(?:\s|$)|$|\(|\d|(?:is|has|was|had|takes|with)\b))"
            ),
            # "K. Lindqvist, 59, ": a paper has its year there, a volume or nothing.
            re.compile(
                r"\b[A-Z]\.? ?[A-Z][a-z]{2,}, ?(?:aged? )?[1-9]\d(?= ?(?:,|;|:|\.|y|m\b|f\b|-year)(?!\d))"
            ),
        ),
        unless=("(u|e|i|n|d) (s|u|v|k|h|y|c) ..1 @age",),
        hits=(
            "The patient, Anna Kowalska, has eGFR 28.",
            "Mrs Halloran is 81.",
            "Patient T.R., 63, has long QT.",
        ),
        passes=(
            "Is MR imaging needed?",
            "Was the Patient Global Assessment used?",
            "A 54-year-old woman with MS asks.",
        ),
    ),
    Rule(
        id="personal_data.number",
        kind="personal_data",
        explanation=_PATIENT,
        patterns=(
            "medical record ..2 @longdigits",
            "(patient|pt|subject|case) ..1 @longid",
            "room @digits",
            "(bed|bay|ward) @digits",
            "@idword ..3 @longdigits",
        ),
        expressions=(
            re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
            re.compile(
                r"\b(?:pat|patient|pt|hosp|hospital|case|chart|file|record|admission|insurance|policy)\.? "
                r"?(?:nr|no|num|number|id|code|#)[.:# ]{0,3}[a-z]{0,3}[ -]?\d[\d/-]{3,}"
            ),
        ),
        unless=("(number|numbers) needed",),
        hits=("MRN 4471902 asks.", "Soc sec 219-09-9999.", "Hospital number 99-20314."),
        passes=("See NCT04567890 and EudraCT 2019-001234-12.",),
    ),
    Rule(
        id="personal_data.birth",
        kind="personal_data",
        explanation=_PATIENT,
        patterns=(
            "(dob|d o b|date of birth|birth date|birthdate|birthday) ..3 (@digits|@num|@month|@year)",
            "re @letter @cap",
            "born ..3 (@month|@year)",
        ),
        expressions=(
            re.compile(
                r"\b(?:born|dob|geb|birth ?da(?:y|te))\W{1,3}(?:on )?(?:the )?\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}(?!\d)"
            ),
            re.compile(r"(?<![\w/.-])\d{1,2}(?:/\d{1,2}/(?:19\d\d|[3-9]\d)|[.-]\d{1,2}[.-]19\d\d)(?![\w/-])"),
        ),
        unless=(
            "(@patients|participants|children|infants|babies|cohort|preterm|neonates|mothers|those|people|individuals|adults|women|men|girls|boys|adolescents|persons) ..4 born ..3 (@month|@year)",
        ),
        hits=("DOB 03/11/1958.", "He was born on 4 May 1971."),
        passes=("Were children born after 2015 included?", "Is it safe in infants born at 28 weeks?"),
    ),
    Rule(
        id="personal_data.contact",
        kind="personal_data",
        explanation=_REACH,
        patterns=(
            "(phone|tel|telephone|mobile|fax|whatsapp|cellphone|cell|text|call) ..3 @phonedigits",
            "(lives at|resides at|home address|address is|living at)",
        ),
        expressions=(
            re.compile(r"(?<![\w.])@[a-z][\w.]{2,}"),
            re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
            re.compile(r"(?<![\w+])\+\d[\d ().-]{7,18}\d(?!\w)"),
            re.compile(r"(?<![\w.(-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"),
            re.compile(r"(?<![\w.,/-])(?<!\d )0\d{2,4}[ -]\d{3,8}(?:[ -]\d{3,5})?(?![\w-]|[.,]\d)"),
        ),
        hits=(
            "Send it to j.oduya@example.org.",
            "Ring +44 20 7946 0958.",
            "415-555-0182 is best.",
            "Phone 5550182.",
        ),
        passes=("doi 10.1056/NEJMoa1911303, PMID 31535829", "The text cites 12 trials."),
    ),
    Rule(
        id="personal_data.unreadable",
        kind="personal_data",
        explanation=_(
            "This cannot be read: a code, a cipher or a long number can carry anything. Write plain words, or take it out."
        ),
        raw=(
            re.compile(
                r"(?<![A-Za-z0-9+/=])(?<!10\.)(?=[A-Za-z+/]*\d)(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])[A-Za-z0-9+/]{20,}={0,2}"
            ),
            re.compile(r"(?<![A-Za-z0-9+/=])(?=[A-Z]*(?:[a-z]+[A-Z]+){4})[A-Za-z+/]{16,}={0,2}"),
        ),
        expressions=(
            re.compile(r"(?<![0-9a-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{14,}(?![0-9a-z])"),
            re.compile(r"(?<![\d.,/])\d{10,}(?![\d.,]\d)"),
            re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{2}[ :]){7,}[0-9a-f]{2}(?![0-9a-z])"),
            re.compile(r"(?<![\d.,])(?:\d{2,3} ){7,}\d{2,3}(?![\d.,])"),
            re.compile(r"(?<![a-z0-9])(?:[a-z][ ._*-]{1,3}){5,}[a-z](?![a-z0-9])"),
            re.compile(
                r"(?:%[0-9a-f]{2}[a-z]{0,3}){3,}|(?:&#x?[0-9a-f]{2,5};){3,}|(?:\\\\?[ux][0-9a-f]{2,4}){3,}"
            ),
            re.compile(r"(?<![.-])(?:[.-]{1,5}[ /]){6,}"),
            re.compile(
                r"(?<![a-z])(?=[a-z]{18})[a-z]*?(?:scripts|quota|decile|visit|prescrib|quarter|bonus|territor|competitor|switch)[a-z]*"
            ),
        ),
        hits=(
            "aGUgd3JpdGVzIDQwIHNjcmlwdHMgYSB3ZWVr",
            "73637269707473 2070657220",
            "He is hewritesfortyscriptsaweek.",
        ),
        passes=("See doi 10.1056/NEJMoa2107038 and NCT04567890.", "Is NM_004333.6(BRAF):c.1799T>A included?"),
    ),
    Rule(
        id="personal_data.case",
        kind="personal_data",
        explanation=_PATIENT,
        patterns=(
            "@letter @letter ..1 (male|female|man|woman|m|f) ..1 @age",
            "@letter @letter ..1 @age ..1 (year|years|yo|yr|yrs|y|male|female|man|woman|m|f|admitted|seen|on|mobile|phone|is|was|has)",
            "@monogram ..1 (male|female) ..1 @age",
            f"{_CARE} ..5 @digits ..1 @month",
            f"{_CARE} ..5 @month @digits",
            "@digits ..1 @cap ..1 (street|road|avenue|lane|drive|boulevard|square|strasse|court|close|way|terrace)",
            "@cap (street|road|avenue|lane|boulevard|strasse) @digits",
            "(quote from|patient|neighbour|neighbor) (mrs|mr|ms|miss)",
            "(my|our|his|her|the) (neighbour|neighbor|neighbours|neighbors|priest|pastor|mayor|milkman|colleague|colleagues|boss|headteacher|landlord|sheriff|senator) ..3 (daughter|son|wife|husband|mother|father|whom|who|has|is|takes|needs)",
            "(the|our) (mayor|priest|pastor|minister|headmaster|judge|governor|senator|goalkeeper|striker|newsreader|actor|actress|singer|footballer) of",
            "(the one who|well known|famous|locally known) ..3 (won|played|sang|runs|ran|owns|actor|singer|politician|footballer|athlete|teacher|shopkeeper)",
            "(my|his|her|our|their) ..1 (aunt|uncle|brother|sister|cousin|neighbour|neighbor|friend|wife|husband|mother|father|son|daughter|grandmother|grandfather|secretary|colleague|niece|nephew|assistant) ..1 (dr|doctor)? @cap",
            "(wife|husband|son|daughter|mother|father|brother|sister|parents|widow) of (our|my|the hospital|the director|the mayor|the head|the chief|the president|the owner|a colleague|the)",
            "(little|young|old) @cap @cap",
            "@letter @letter f @age",
            "@letter @letter m @age",
            "(my|his|her|our) ..1 (secretary|secretarys|neighbour|neighbours|neighbor|neighbors|colleague|colleagues|assistant|boss|landlord) (father|mother|wife|husband|son|daughter|brother|sister)",
            "(chart|file|record|folder) ..1 @digits",
            "(plays|sings|works|teaches|lives|runs) ..1 (in|at|for|with|the) ..5 (club|team|school|church|choir|band|street|village|council|bakery|shop|pub)",
            "(only|former|retired|famous|well known|local) ..1 @occupation ..3 (in|of|at|from)",
            "(only) ..2 (patient|man|woman|person|family) in ..2 (village|town|valley|island|county) with",
        ),
        expressions=(
            re.compile(
                r"\b(?:seen|admitted|operated|discharged|treated|since|on)\W{1,4}(?:on )?\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\w/.-])"
            ),
        ),
        unless=(
            "(mother|father|parents|son|daughter) of ..2 (patient|child|infant|boy|girl|baby|affected|a|case)",
            "(patients|participants|subjects|women|men|children|cohort|trial|study|sites) ..6 (admitted|discharged|seen|operated|treated|presented|implanted|transplanted|hospitalised|hospitalized|examined) ..5 (@digits|@month)",
        ),
        hits=(
            "M.S., male, 64, takes it.",
            "She was admitted on 4 March.",
            "He lives near 14 Elm Street.",
            "It concerns the mayor of our town.",
        ),
        passes=("Were patients admitted after 1 March included?", "Which phase of the trial is it?"),
    ),
    Rule(
        id="personal_data.who_said",
        kind="personal_data",
        explanation=_("A brief does not name who said what. Write what clinicians ask, without the person."),
        patterns=("(dr|doctor|prof|professor) @cap", "(dr|prof) @letter"),
        places=("brief",),
        hits=("Dr Haverkamp said the data gap worries her.",),
        passes=("Clinicians said the data gap worries them.",),
    ),
    Rule(
        id="personal_data.date",
        kind="personal_data",
        severity="flag",
        explanation=_("A brief carries no dates of conversations. Take the day out, or name the quarter."),
        patterns=(
            "@digits ..1 @month",
            "@month @digits",
            "(yesterday|last) (monday|tuesday|wednesday|thursday|friday|week)",
        ),
        expressions=(
            re.compile(
                r"(?<![\w/.-])\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?![\w/.-])|(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])"
            ),
        ),
        unless=("may (be|have|not|need|differ|@act)",),
        places=("brief",),
        hits=("Raised on 12 March by two clinicians.", "Noted 2026-03-12."),
        passes=("One in 3 may be affected.",),
    ),
)
