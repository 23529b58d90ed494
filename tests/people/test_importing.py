"""Bulk import: what the preview shows is what happens, once."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from msl_governance.firewall.database import acting_as
from msl_governance.people.administration import csv_files, importing
from msl_governance.people.administration.csv_files import WrongFile
from msl_governance.people.models import CommercialTerritory, MedicalTerritory, PasswordRequest, Person

PEOPLE = """username,full_name,role,email,reports_to,scientific_background,attested_on
msl8,Ada Lenz,msl,msl8@threshold.example,msl_director8,PhD,2026-02-01
msl_director8,Udo Marr,MSL director,,head_of_medical1,MD,
rep1,Tom Lindqvist,rep,,,,
msl1,Amara Okafor-Bell,msl,,,,
"""
TERRITORIES = """side;name;parent;states;one_person
medical;West;Country;ca wa;yes
medical;North;;NY, MA;
commercial;South;;FL;no
"""


def run(world, text, keep=True, what=importing.import_people):
    with acting_as(world.administrator1):
        return what(text, by=world.administrator1, keep=keep)


def told(outcome):
    return {line.key: line.what for line in outcome.lines}


class TestPeople:
    def test_a_preview_writes_nothing_and_shows_what_then_happens(self, world):
        seen = run(world, PEOPLE, keep=False)
        assert not Person.objects.filter(username="msl8").exists()
        done = run(world, PEOPLE)
        assert seen.lines == done.lines
        assert seen.fingerprint == done.fingerprint
        assert told(done) == {
            "msl8": "created",
            "msl_director8": "created",
            "rep1": "unchanged",
            "msl1": "changed",
        }
        assert done.of("changed")[0].differences == (("name", "Amara Okafor", "Amara Okafor-Bell"),)
        made = Person.objects.get(username="msl8")
        assert (made.manager.username, made.side, str(made.attested_on)) == (
            "msl_director8",
            "MEDICAL",
            "2026-02-01",
        )
        assert PasswordRequest.objects.get().username == "msl8"

    def test_a_second_run_changes_nothing(self, world):
        run(world, PEOPLE)
        before = Person.history.count()
        assert run(world, PEOPLE).counts == {"created": 0, "changed": 0, "unchanged": 4, "refused": 0}
        assert Person.history.count() == before

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("rep9,Bo,emperor,,,,", "there is no role “emperor”"),
            ("rep1,Tom Lindqvist,msl,,,PhD,", "role: Nobody changes sides"),
            ("msl9,Bo,msl,,sales_director1,PhD,", "manager: A reporting line never crosses"),
            ("msl9,Bo,msl,,nobody9,PhD,", "nobody has the user name “nobody9”"),
            ("msl9,Bo,msl,,,,", "scientific background"),
            ("msl9,Bo,msl,,,PhD,31.12.2025", "write the date as"),
            ("msl9,Bo,msl,,,PhD,2025-02-31", "write the date as"),
            ("msl9,Bo,msl,no address,,PhD,", "email"),
            (",Bo,rep,,,,", "username"),
            ("rep9", "there is no role"),
        ],
    )
    def test_a_row_that_is_not_right_is_refused_with_its_line_and_the_rest_is_taken(self, world, row, reason):
        head, *others = PEOPLE.splitlines()
        outcome = run(world, "\n".join([head, row, others[3]]))
        (refused,) = outcome.of("refused")
        assert refused.line == 2
        assert reason in refused.reason
        assert len(outcome.of("changed")) == 1

    def test_twice_in_a_file(self, world):
        outcome = run(world, "username,full_name,role\nrep1,A,rep\nREP1,B,rep\n")
        assert [line.what for line in outcome.lines] == ["changed", "refused"]

    def test_a_circle_within_the_file_ends(self, world):
        text = (
            "username,full_name,role,reports_to\n"
            "event_coordinator1,Pia Stannard,event_coordinator,event_coordinator2\n"
            "event_coordinator2,Bo Lark,event_coordinator,event_coordinator1\n"
        )
        assert [line.what for line in run(world, text).lines] == ["refused", "created"]

    def test_whoever_leads_comes_first_and_each_row_is_looked_at_once(self):
        """A long chain from the bottom up took minutes, in a request: each pass placed one row of it."""
        looked = []

        class Counted(dict):
            def get(self, name, default=None):
                looked.append(name)
                return super().get(name, default)

        chain = [(n, Counted(username=f"p{n}", reports_to=f"p{n + 1}")) for n in range(2, 502)]
        ordered = importing._managers_first(chain)
        assert [line for line, _values in ordered] == list(range(501, 1, -1))
        assert len(looked) == len(chain)

    def test_another_role_on_the_same_side(self, world):
        outcome = run(world, "username,full_name,role\nrep2,Mira Castellane,Field sales director\n")
        assert outcome.of("changed")[0].differences == (("role", "rep", "sales_director"),)
        assert Person.objects.get(username="rep2").role == "sales_director"


class TestTerritories:
    def test_created_changed_unchanged(self, world):
        outcome = run(world, TERRITORIES, what=importing.import_territories)
        assert [line.what for line in outcome.lines] == ["created", "unchanged", "changed"]
        assert outcome.lines[2].differences == (("states", "FL GA", "FL"),)
        west = MedicalTerritory.objects.get(name="West")
        assert (west.regions, west.alone, west.parent.name) == (["CA", "WA"], True, "Country")
        assert CommercialTerritory.objects.get(name="South").regions == ["FL"]
        again = run(world, TERRITORIES, what=importing.import_territories)
        assert again.counts["unchanged"] == 3

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("oversight,X,,,", "write medical or commercial"), ("medical,X,Nowhere,,", "no territory “Nowhere”"),
            ("medical,X,,,perhaps", "write yes or no"), ("medical,,,,", "name"),
            ("medical,Country,North,,", "within itself"), ("medical", "name"),
            ("medical,X,,NYC,", "states: “NYC” is no state"),
        ],
    )  # fmt: skip
    def test_refused_with_a_reason(self, world, row, reason):
        text = "side,name,parent,states,one_person\n" + row
        (line,) = run(world, text, what=importing.import_territories).lines
        assert line.what == "refused"
        assert reason in line.reason

    @pytest.mark.parametrize("cell", ['"CA, OR"', "CA OR", "ca;or"])
    def test_states_may_stand_apart_by_what_the_file_leaves_free(self, world, cell):
        run(world, f"side,name,states\nmedical,X,{cell}\n", what=importing.import_territories)
        assert MedicalTerritory.objects.get(name="X").regions == ["CA", "OR"]

    def test_a_name_may_be_on_both_sides(self, world):
        text = "side,name\nmedical,East\ncommercial,East\n"
        assert run(world, text, what=importing.import_territories).counts["created"] == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * ((1 << 20) + 1), "larger than 1 MiB"), ("username,ä".encode("latin-1"), "not in UTF-8"),
        (b"   \n", "holds no text"), (b"a\0b", "holds no text"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_said_in_a_sentence(data, sentence):
    with pytest.raises(WrongFile, match=sentence):
        csv_files.decoded(data)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("username,full_name\n", "no column “role”"), ("username,full_name,role,salary\n", "no column “salary” here"),
        ("username,full_name,role,role\n", "twice"), ('username,full_name,role\n"a"b,c,d\n', "Line 2 cannot be read"),
    ],
)  # fmt: skip
def test_wrong_columns_are_said_in_a_sentence(text, sentence):
    with pytest.raises(WrongFile, match=sentence):
        csv_files.rows(text, csv_files.PEOPLE)


def test_a_file_that_would_keep_somebody_waiting_is_to_be_split():
    line, head = "u{0},Person {0},rep\n", "username,full_name,role\n"
    most = head + "".join(line.format(number) for number in range(csv_files.MOST))
    assert len(csv_files.rows(most, csv_files.PEOPLE)) == csv_files.MOST == 2000
    with pytest.raises(WrongFile, match=r"more than 2,000 lines\. Split it"):
        csv_files.rows(most + line.format("x"), csv_files.PEOPLE)


def test_a_refusal_of_no_field_is_said_in_its_own_words():
    assert importing._reason(ValidationError(["Two work here.", "End one."])) == "Two work here. End one."
    assert importing._reason(ValidationError({"one_person": ["End one."]})) == "one person: End one."


def test_a_byte_order_mark_blank_lines_and_short_rows_do_no_harm():
    text = csv_files.decoded("\ufeffusername;Full Name;role;team\n\na;b;c\n".encode())
    assert csv_files.rows(text, csv_files.PEOPLE) == [(3, {"username": "a", "full_name": "b", "role": "c"})]


class TestPages:
    def upload(self, client, text, path="/people/import/"):
        return client.post(path, {"file": SimpleUploadedFile("people.csv", text.encode())})

    def test_upload_preview_apply(self, client, world):
        client.force_login(world.administrator1)
        assert client.get("/people/import/").status_code == 200
        page = self.upload(client, PEOPLE)
        shown = page.content.decode()
        assert "Ada Lenz" in shown
        assert "<del>Amara Okafor</del> <ins>Amara Okafor-Bell</ins>" in shown
        assert not Person.objects.filter(username="msl8").exists()
        again = page.context["again"].initial
        answer = client.post("/people/import/", again)
        assert "2 created, 1 changed, 1 unchanged, 0 refused" in client.get(answer.url).content.decode()
        assert Person.objects.filter(username="msl8").exists()

    def test_a_file_that_says_nothing_new_is_not_offered_for_import(self, client, world):
        client.force_login(world.administrator1)
        page = self.upload(client, "username,full_name,role\nrep1,Tom Lindqvist,rep\n").content.decode()
        assert "Nothing would change" in page
        assert "Import this" not in page
        page = self.upload(client, PEOPLE).content.decode()
        assert "Nothing would change" not in page
        assert "Import this" in page

    def test_where_something_changed_meanwhile_it_is_shown_again(self, client, world):
        client.force_login(world.administrator1)
        again = self.upload(client, PEOPLE).context["again"].initial
        Person.objects.filter(username="rep1").update(full_name="Thomas Lindqvist")
        page = client.post("/people/import/", again)
        assert "Something changed since the preview" in page.content.decode()
        assert not Person.objects.filter(username="msl8").exists()

    @pytest.mark.parametrize(("text", "sentence"), [("a,b\n", "no column"), ("\xff\x00", "holds no text")])
    def test_a_wrong_file_is_a_sentence_by_the_field(self, client, world, text, sentence):
        client.force_login(world.administrator1)
        page = self.upload(client, text)
        assert page.status_code == 422
        assert sentence in page.context["form"].errors["file"].as_text()

    def test_no_file_at_all(self, client, world):
        client.force_login(world.administrator1)
        page = client.post("/people/territories/import/", {})
        assert page.status_code == 422
        assert "Choose a CSV file" in page.content.decode()

    def test_territories(self, client, world):
        client.force_login(world.administrator1)
        page = self.upload(client, TERRITORIES, "/people/territories/import/")
        client.post("/people/territories/import/", page.context["again"].initial)
        assert MedicalTerritory.objects.filter(name="West").exists()


class TestCommands:
    def file(self, tmp_path, text):
        path = tmp_path / "file.csv"
        path.write_text(text)
        return str(path)

    def test_people_with_json(self, world, tmp_path, capsys):
        path = self.file(tmp_path, PEOPLE + "x9,Bo,emperor,,,,\n")
        call_command("import_people", path, "--by", "administrator1", "--json")
        said = json.loads(capsys.readouterr().out)
        assert {name: said[name] for name in ("kind", "read", "created", "changed", "unchanged")} == {
            "kind": "people", "read": 5, "created": 2, "changed": 1, "unchanged": 1,
        }  # fmt: skip
        assert said["refused"] == [{"line": 6, "reason": "there is no role “emperor”"}]
        assert set(said) == {
            "kind",
            "read",
            "created",
            "changed",
            "unchanged",
            "refused",
            "seconds",
            "peak_mib",
        }
        made = Person.history.filter(username="msl8").first()
        assert made.history_user_id == world.administrator1.pk

    def test_territories_in_words_and_without_writing(self, world, tmp_path, capsys):
        path = self.file(tmp_path, TERRITORIES + "medical;X;Nowhere;;\n")
        call_command("import_territories", path, "--by", "administrator1", "--dry-run")
        said = capsys.readouterr().out
        assert "line 5: refused, parent: there is no territory “Nowhere” on this side" in said
        assert "4 rows read: 1 created, 1 changed, 1 unchanged, 1 refused" in said
        assert not MedicalTerritory.objects.filter(name="West").exists()

    @pytest.mark.parametrize(
        ("file", "by", "sentence"),
        [
            ("absent.csv", "administrator1", "cannot be read"),
            (None, "rep1", "no active administrator"),
            ("", "administrator1", "no column"),
        ],
    )
    def test_refused_in_a_sentence(self, world, tmp_path, file, by, sentence):
        path = str(tmp_path / file) if file else self.file(tmp_path, PEOPLE if file is None else "a,b\n")
        with pytest.raises(CommandError, match=sentence):
            call_command("import_people", path, "--by", by)

    @pytest.mark.parametrize("told", [(), ("--json",)])
    def test_a_header_alone_is_refused(self, world, tmp_path, told):
        path = self.file(tmp_path, PEOPLE.splitlines()[0] + "\n")
        with pytest.raises(CommandError, match=r"file\.csv holds no rows below its header"):
            call_command("import_people", path, "--by", "administrator1", *told)
