"""What is said in the story: names, questions, notes. All invented; “Corvanta” is no product."""

FIRST_NAMES = (
    "Samuel", "Hannah", "Mateo", "Karin", "Omar", "Ysolde", "Benedek", "Ottilie", "Casimir", "Thandeka", "Ilario",
    "Saoirse", "Lucinda", "Teodor", "Marisol", "Anselm", "Freya", "Kofi", "Ludmila", "Rafferty", "Indira", "Corwin",
    "Petronella", "Emeka", "Solveig", "Dashiell", "Noor", "Evander", "Calliope", "Bram",
)  # fmt: skip
LAST_NAMES = (
    "Adeyemi", "Corless", "Rivasol", "Brandtner", "Faraheim", "Vantongeren", "Quillfeather", "Osterby", "Dellacroce",
    "Mbekwe", "Thornquist", "Arkwell", "Zamorin", "Halloway", "Pendrick", "Sorvino-Hale", "Wexcombe", "Ngatai",
    "Lindholt", "Castaway", "Ferrowby", "Iversholm", "Marchbank", "Okonjo", "Prestwood", "Radovan", "Silverthwaite",
    "Tremayne", "Ulvaeus", "Vossberg", "Whitlam", "Yarrowby", "Zelenka", "Ashcombe", "Bellweather", "Crowhurst",
    "Dunmoreth", "Eastlake", "Fairbourne", "Galbrecht", "Hartsong", "Inverleigh", "Jessamine", "Kestrelle",
    "Lockridge", "Mistral", "Northcote", "Oakhanger", "Pellworth", "Quennell", "Ravensby", "Stonecroft", "Thistledon",
    "Underhay", "Valcourt", "Winterbourne", "Yellowley", "Zwingmann", "Abernethy-Voss",
)  # fmt: skip
# Name, kind, city, state.
ORGANISATIONS = (
    ("Northgate University Hospital", "hospital", "Albany", "NY"),
    ("Harbour Light Heart Institute", "hospital", "Boston", "MA"),
    ("Three Rivers Kidney Centre", "practice", "Pittsburgh", "PA"),
    ("Great Lakes Integrated Health", "health_system", "Milwaukee", "WI"),
    ("Live Oak Medical Center", "hospital", "Savannah", "GA"),
    ("Bayfront Cardiology Associates", "practice", "Tampa", "FL"),
    ("Lone Mesa Health System", "health_system", "Santa Fe", "NM"),
    ("Lone Mesa P&T Committee", "committee", "Santa Fe", "NM"),
)
SPECIALTY_CODES = (
    "207RC0000X",
    "207RN0300X",
    "207RC0000X",
    "207RA0001X",
    "207R00000X",
    "207RE0101X",
    "207RN0300X",
)
# Brand, substance, disease area.
PRODUCTS = (
    ("Corvanta", "corvantrel", "Cardiology"),
    ("Zelmira", "zelmirasib", "Nephrology"),
)
WHY_INFLUENCE = (
    "Chairs the regional guideline group.",
    "Led two of the published cohorts.",
    "Teaches most of the fellows of the region.",
    "Local practice, asks precise questions.",
    "",
)
WHY_IMPORTANCE = (
    "Large clinic, two partners.",
    "New practice, opened this year.",
    "Refers to the university hospital.",
    "",
)
# Days ago, number, version, title, kind, topic, days it is approved for.
MATERIALS = (
    (390, "SRD-012", "2", "Renal safety below eGFR 30", "response", "Potassium and renal safety", 365),
    (360, "SRD-031", "1", "Interactions with strong CYP3A4 inhibitors", "response", "Drug interactions", 730),
    (
        300,
        "DECK-004",
        "1",
        "LANTERN-CKD, design and baseline",
        "slides",
        "Advanced chronic kidney disease",
        730,
    ),
    (
        240,
        "PUB-019",
        "1",
        "Cardiorenal outcomes in heart failure",
        "publication",
        "Cardiorenal outcomes",
        730,
    ),
    (
        150,
        "POST-007",
        "1",
        "Older adults in the pivotal programme",
        "poster",
        "Older adults and frailty",
        400,
    ),
    (60, "SRD-012", "3", "Renal safety below eGFR 30", "response", "Potassium and renal safety", 730),
)
WITHDRAWN_MATERIAL = "POST-007"
SCIENTIFIC_AIMS = (
    "Understand evidence gaps in advanced CKD",
    "Learn how the centre measures potassium after the first dose",
    "Discuss the design of the registry and its endpoints",
    "Hear what the guideline group still finds unproven",
    "Review the real-world cohort with the fellows",
)
OUTCOMES = {
    "reached": "The centre shared its protocol; two insights were captured.",
    "dropped": "The doctor has moved to another hospital.",
}
WISHES = (
    "Please send me whatever is published on this.",
    "Tell me when the extension study reads out.",
    "Keep me informed of new data in dialysis.",
)
# Topic, disease area.
TOPICS = (
    ("Cardiorenal outcomes", "Cardiology"),
    ("Potassium and renal safety", "Nephrology"),
    ("Heart failure with preserved ejection fraction", "Cardiology"),
    ("Advanced chronic kidney disease", "Nephrology"),
    ("Mechanism of action", "Cardiology"),
    ("Drug interactions", "Pharmacology"),
    ("Older adults and frailty", "Geriatric medicine"),
    ("Diabetic kidney disease", "Endocrinology"),
    ("Biomarkers of fibrosis", "Cardiology"),
    ("Real-world evidence", "Evidence"),
    ("Health economics", "Evidence"),
    ("Clinical practice guidelines", "Evidence"),
)
# Kind of question -> topic and questions as doctors put them.
QUESTIONS = {
    "comparative_safety": (
        "Potassium and renal safety",
        "How does Corvanta compare with existing therapy on potassium and kidney function when eGFR is below 30?",
        "Is the rate of hyperkalaemia different from that of the older agents in the published trials?",
        "Are there head-to-head data on hypotension in the first weeks?",
    ),
    "comparative_efficacy": (
        "Cardiorenal outcomes",
        "Which trials compared Corvanta with standard of care on hospitalisation for heart failure?",
        "Is there a network meta-analysis that includes Corvanta and the other agents of its class?",
    ),
    "investigational": (
        "Heart failure with preserved ejection fraction",
        "What is known about Corvanta in heart failure with preserved ejection fraction?",
        "Has anybody studied it after transplantation, and is there a trial that still recruits?",
        "Are there early data in children with congenital heart disease?",
    ),
    "mechanism": (
        "Mechanism of action",
        "How does it act on the receptor in the distal tubule, and for how long is the receptor occupied?",
        "Does the mechanism explain the early dip in eGFR, and is the dip reversible?",
    ),
    "dosing": (
        "Advanced chronic kidney disease",
        "Is there any evidence for dosing every other day in haemodialysis?",
        "Can the tablet be crushed for a feeding tube without changing the absorption?",
    ),
    "special_population": (
        "Older adults and frailty",
        "What do we know about people older than 85 with orthostatic symptoms?",
        "Were people with moderate hepatic impairment included in the pivotal study?",
        "Are there data in pregnancy or lactation?",
    ),
    "interaction": (
        "Drug interactions",
        "Which interaction is expected with strong CYP3A4 inhibitors such as clarithromycin?",
        "Does it change the exposure of apixaban?",
    ),
    "heor": (
        "Health economics",
        "Has a cost-effectiveness model been published from a United States payer perspective?",
        "Is there evidence on days spent out of hospital?",
    ),
    "guideline": (
        "Clinical practice guidelines",
        "How do the current guidelines place the class beside SGLT2 inhibitors?",
        "Is an update of the recommendation on stage 4 kidney disease expected?",
    ),
    "other": (
        "Biomarkers of fibrosis",
        "Which biomarker of fibrosis was measured in the mechanistic substudy, and how?",
        "Is there a registry that follows these patients for more than five years?",
    ),
}
# What must not cross, as it is tried. None of it is sent.
OFFENDING = (
    "How does it compare when eGFR is below 30? She writes about 40 scripts a month and would switch more patients.",
    "She is a decile 9 prescriber and asks about potassium. Please see her before the end of the quarter.",
    "Please push the new indication when you meet him, he would start ten more patients.",
    "Is it safe in dialysis? A clean answer would help us to make our target for the territory.",
)
OFFENDING_INTERESTS = (
    "Ready to prescribe more as soon as the renal data are out.",
    "Would switch his patients to Corvanta next month.",
)
# Topic -> the general nature of an interest in it.
INTERESTS = {
    "Cardiorenal outcomes": "Reads on outcomes that matter to heart and kidney alike.",
    "Potassium and renal safety": "Follows the evidence on potassium homeostasis and its monitoring.",
    "Heart failure with preserved ejection fraction": "Would like to follow research in preserved ejection fraction.",
    "Advanced chronic kidney disease": "Interested in long-term renal outcomes in advanced chronic kidney disease.",
    "Mechanism of action": "Interested in the biology of the receptor in the distal tubule.",
    "Drug interactions": "Follows the literature on CYP3A4 and transport interactions.",
    "Older adults and frailty": "Interested in how trials measure frailty in older adults.",
    "Diabetic kidney disease": "Reads on the pathways of diabetic kidney disease.",
    "Biomarkers of fibrosis": "Reads on the biology of cardiac fibrosis.",
    "Real-world evidence": "Interested in the methods of registry studies.",
    "Health economics": "Follows methods of cost-effectiveness research.",
    "Clinical practice guidelines": "Interested in how guidelines grade evidence.",
}
REASONS = {
    "decline": "The question is not a scientific one; the HCP was told by phone.",
    "refer": "Answered by a standard response letter of medical information.",
    "escalate": "The HCP says that the question was put to him on a printed card before he was asked.",
    "reassign": "On leave this week.",
    "hold": "Says more than the general nature of the interest. Put it more generally.",
}
SETTINGS = ("Clinic", "Office hours at the hospital", "Journal club", "Heart failure rounds", "")
NOTES = (
    "Walked through the published subgroup and its limits; the confidence interval crosses one.",
    "Discussed the monitoring schedule of the trial and what it means outside a trial.",
    "Compared the end points of the two studies and why they should not be set side by side.",
    "Went through the pharmacokinetics; the half-life surprised the doctor.",
    "Talked about unmet needs in frailty and how seldom such people are in trials.",
    "Explained how adjudication was done, and shared the supplementary appendix.",
)
PROVIDED = (
    "Scientific response document SRD-0{}, version 2.1",
    "Reprint of the primary publication, RP-1{}, v1",
)

CO_TRAVEL = {
    "went_well": "You let the question come to its end and answered that one alone. The limits of the subgroup came first.",
    "to_try": "Say earlier that the full paper follows by mail, so that nobody has to take notes.",
}
