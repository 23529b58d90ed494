"""Other languages: the commonest Spanish, French and German words of what must not cross."""

from django.utils.translation import gettext_lazy as _

from ..rulebook import Rule

RULES = (
    Rule(
        id="target.languages",
        kind="target",
        explanation=_("Sales words have no place here, in any language. Keep the scientific question."),
        patterns=("@f_sales",),
        unless=(
            "(infarct|vascular|arterial|premier|deuxieme|troisieme|primer|segundo|tercer|erstes|zweites) ..2 @f_sales",
            "@f_sales ..3 (embarazo|grossesse|schwangerschaft|arteria|artere)",
            "(le|ce|du|el|del|prime|par) (secteur|prime)",
            "prime ..1 (time|editing|boost)",
        ),
        hits=("Er steht auf meiner Zielliste.", "Nos faltan ventas aquí."),
        passes=("Gibt es Daten zur Dosierung?", "Traitement au premier trimestre ?"),
    ),
    Rule(
        id="prescribing.languages",
        kind="prescribing",
        explanation=_("Do not count prescriptions, in any language. Keep the scientific question."),
        patterns=("@f_prescribe ..3 (@f_number|@num)", "(@f_number|@num) ..2 @f_prescribe"),
        unless=("(cuando|como|quand|comment|wann|wie|se) ..3 @f_prescribe",),
        hits=("Receta unas 40 cajas.", "Il prescrit surtout le concurrent."),
        passes=("Wann verschreibt man nur die halbe Dosis?",),
    ),
    Rule(
        id="direction.languages",
        kind="direction",
        explanation=_(
            "Medical decides whom it sees and what it says. Take out what you ask of it, in any language."
        ),
        patterns=("@f_direct",),
        unless=(
            "(centro|centre|fecha|primera|proxima|premiere|derniere) ..2 @f_direct",
            "allez y",
            "@f_direct ..2 (vous|tardive)",
        ),
        hits=("Merci de le voir.", "Bitte besuchen Sie ihn."),
        passes=("Y a-t-il des données chez la femme enceinte ?",),
    ),
    Rule(
        id="intent.languages",
        kind="intent",
        explanation=_("What the doctor means to prescribe must not be passed on, in any language."),
        patterns=("@f_intent",),
        unless=("(wie|wann|kann|darf|soll|sollte|como|cuando|comment|quand|peut) ..8 @f_intent",),
        hits=("Va a cambiar a todos sus pacientes.", "Sie will ihre Patienten umstellen."),
        passes=("Wie kann man von Warfarin umstellen?",),
    ),
    Rule(
        id="promotion.languages",
        kind="promotion",
        explanation=_("Claims that ours is better are promotion, in any language. Ask for the evidence."),
        patterns=("@f_claim",),
        unless=("(ob|si|est ce que|hay) ..6 @f_claim",),
        unless_sentence=("question",),
        hits=("Unser Produkt ist besser.", "Nuestro producto es mejor que los otros."),
        passes=("Ist bekannt, ob es besser als Warfarin wirkt?",),
    ),
    Rule(
        id="adverse_event.languages",
        kind="adverse_event",
        explanation=_(
            "This reads like an adverse event. Report it to drug safety within 24 hours and answer yes to the adverse "
            "event question of this form; then take it out of this text."
        ),
        unit="sentence",
        holds=("f_victim", "f_harm"),
        lacks="f_asks",
        hits=("Mi paciente murió tras la primera dosis.", "Meine Patientin ist gestorben."),
        passes=("¿Qué hacer si un paciente tiene sangrado?",),
    ),
)
