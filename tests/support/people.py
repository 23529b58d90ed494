"""Two of everything: two territories on each side, two people in each field role."""

from datetime import date

from accounts.shared.models import Affiliation, Hcp, Organisation, ScientificTopic
from handoffs.medical.models import TopicAlignment
from handoffs.protocol import QuestionKind
from msl_governance.firewall import grants
from msl_governance.people.models import CommercialTerritory, MedicalTerritory, Person

FIELD = {
    "msl1": ("msl", "Amara Okafor"),
    "msl2": ("msl", "Joren Valk"),
    "rep1": ("rep", "Tom Lindqvist"),
    "rep2": ("rep", "Mira Castellane"),
    "msl_director1": ("msl_director", "Helena Drax"),
    "head_of_medical1": ("head_of_medical", "Ruben Aldecoa"),
    "clinical_development1": ("clinical_development", "Sunniva Kerr"),
    "sales_director1": ("sales_director", "Orla Bexley"),
    "vp_commercial1": ("vp_commercial", "Dario Venn"),
    "event_coordinator1": ("event_coordinator", "Pia Stannard"),
    "compliance1": ("compliance", "Ines Marlowe"),
    "legal1": ("legal", "Conrad Yates"),
    "administrator1": ("administrator", "Noor Haddon"),
}
PASSWORD = "Threshold-demo-1"


class World:
    """The people, territories, doctors and topics most tests need."""

    def __init__(self):
        self.people = {name: self._person(name, *who) for name, who in FIELD.items()}
        self._territories()
        self._doctors()

    def __getattr__(self, name):
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def _person(self, username, role, full_name):
        return Person.objects.create_user(
            username,
            PASSWORD,
            full_name=full_name,
            role=role,
            email=f"{username}@threshold.example",
            scientific_background="PharmD" if role.startswith("msl") else "",
            attested_on=date.today(),
            team="Field",
        )

    def _territories(self):
        for side, model, codename, people in (
            ("medical", MedicalTerritory, "work_medicalterritory", ("msl1", "msl2", "msl_director1")),
            (
                "commercial",
                CommercialTerritory,
                "work_commercialterritory",
                ("rep1", "rep2", "sales_director1"),
            ),
        ):
            root = model.objects.create(name="Country")
            north = model.objects.create(name="North", parent=root, regions=["NY", "MA"])
            south = model.objects.create(name="South", parent=root, regions=["FL", "GA"])
            setattr(self, f"{side}_north", north)
            setattr(self, f"{side}_south", south)
            for name, where in zip(people, (north, south, root), strict=True):
                grants.grant(self.people[name], codename, where)
        for msl, where in ((self.msl1, self.medical_north), (self.msl2, self.medical_south)):
            TopicAlignment.objects.create(msl_id=msl.pk, territory=where, kinds=list(QuestionKind.values))

    def _doctors(self):
        self.hospital = Organisation.objects.create(name="Northgate University Hospital", region="NY")
        self.north_hcp = self._doctor("Elena", "Marchetti", "NY")
        self.south_hcp = self._doctor("Samuel", "Adeyemi", "FL")
        self.topic = ScientificTopic.objects.create(name="Cardiorenal outcomes", disease_area="Cardiology")

    def _doctor(self, first, last, region):
        hcp = Hcp.objects.create(
            first_name=first, last_name=last, credentials="MD", specialty="Cardiology", region=region,
            phone="+1 555 0142", email=f"{last.lower()}@northgate.example",
        )  # fmt: skip
        Affiliation.objects.create(hcp=hcp, organisation=self.hospital)
        return hcp
