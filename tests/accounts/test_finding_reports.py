"""Call reports found: filters in the address, words sealed in it."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import Error, transaction
from django.utils import timezone

from accounts.commercial.models import KeptCallFilter
from accounts.medical.drafts import SafetyDraft
from accounts.medical.finding import services
from accounts.medical.finding.models import KeptReportFilter, ReportExport, ReportWords
from accounts.medical.finding.selectors import ReportWish, accounts_of_latest, wished
from accounts.medical.models import CallReport
from accounts.medical.services import save_draft
from accounts.medical.signing.services import amend_report
from accounts.shared.models import Affiliation, Hcp, Organisation
from msl_governance.firewall.database import acting_as
from msl_governance.ui import sealing

from .reports import draft, submitted

LIST = "/accounts/medical/reports/"
SEARCH, EXPORT, FILTERS = f"{LIST}search/", f"{LIST}export/", f"{LIST}filters/"


def found(person, story, **wish):
    """Names of the story's reports that the person finds."""
    with acting_as(person):
        keys = set(wished(person, ReportWish(**wish)).values_list("pk", flat=True))
    return {name for name, report in story.items() if report.pk in keys}


def test_each_filter_narrows_within_what_one_may_see(world, story):
    person, today = world.msl1, timezone.localdate()
    assert found(person, story) == {"amended", "old", "draft"}
    assert found(world.msl_director1, story) == {"amended", "old", "south"}
    assert found(person, story, standing="draft") == {"draft"}
    assert found(person, story, standing="signed") == {"amended", "old"}
    assert (
        found(person, story, standing="amended")
        == found(person, story, content_class="off_label")
        == {"amended"}
    )
    assert found(person, story, topic=world.other_topic.pk) == {"amended"}
    assert found(person, story, topic=world.other_topic.pk, content_class="heor") == {"amended"}
    # The topic was discussed, and off-label content was, but not of this topic.
    assert found(person, story, topic=world.other_topic.pk, content_class="off_label") == set()
    assert found(person, story, until=today - timedelta(days=300)) == {"old"}
    assert found(person, story, since=today - timedelta(days=300)) == {"amended", "draft"}
    assert found(person, story, since=date(1, 1, 1), until=date(9999, 12, 31)) == {"amended", "old", "draft"}
    assert found(world.msl_director1, story, author=world.msl2.pk) == {"south"}
    assert found(person, story, author=world.msl2.pk) == set()


def test_an_account_is_a_doctor_or_where_doctors_work(world, story):
    director = world.msl_director1
    assert found(director, story, account=world.south_hcp.pk) == {"south"}
    assert found(director, story, account=world.hospital.pk) == {"amended", "old", "south"}
    assert found(director, story, account=uuid4()) == set()
    with acting_as(world.msl1):
        groups = dict(accounts_of_latest(world.msl1))
    names = [name for rows in groups.values() for _key, name in rows]
    assert names == ["Dr. Elena Marchetti", "Northgate University Hospital"]


def test_a_doctor_who_moved_is_found_where_they_were_on_the_day(world, story):
    moved, director = timezone.localdate() - timedelta(days=100), world.msl_director1
    Affiliation.objects.filter(hcp=world.north_hcp, organisation=world.hospital).update(
        until=moved, is_primary=False
    )
    clinic = Organisation.objects.create(name="Harbour Clinic", city="Albany", region="NY")
    Affiliation.objects.create(hcp=world.north_hcp, organisation=clinic, since=moved)
    assert found(director, story, account=world.hospital.pk) == {"old", "south"}
    assert found(director, story, account=clinic.pk) == {"amended"}
    with acting_as(world.msl1):
        for report in story.values():
            services.index_report(report)
    assert found(director, story, words="harbour") == {"amended"}
    assert found(director, story, words="northgate") == {"old", "south"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("registry", {"old"}), ("REGISTRIES", {"old"}), ("marchetti dialysis", {"amended", "old"}), ("thirty", {"amended"}),
        ("northgate", {"amended", "old", "draft"}), ("interval", {"amended"}), ('"budget models"', {"amended"}),
        ('"models budget"', set()), ("registry OR budget", {"amended", "old"}), ("marchetti -registry", {"amended", "draft"}),
        ("hyperkalemia", {"draft"}), ("telemetry", {"draft"}), ("zebra", set()), ("valk", {"amended"}), ("the", set()),
        ("'; drop table", set()), ("&|!:*()<>\\", set()),
    ],
)  # fmt: skip
def test_words_are_found_wherever_they_stand_in_a_report(world, story, words, names):
    assert found(world.msl1, story, words=words) == names


def test_a_search_never_leaves_what_one_may_see(world, story):
    assert found(world.msl2, story, words="registry") == {"south"}
    assert found(world.msl_director1, story, words="registry") == {"old", "south"}
    # Somebody else's draft is nobody's to find.
    assert found(world.msl_director1, story, words="hyperkalemia") == set()
    with acting_as(world.msl2):
        assert set(ReportWords.objects.visible_to(world.msl2).values_list("report", flat=True)) == {
            story["south"].pk
        }


def test_accents_are_found_with_and_without(world, client):
    hcp = Hcp.objects.create(first_name="Zoë", last_name="Müller", region="NY", credentials="MD")
    with acting_as(world.msl1):
        one = {"one": submitted(world, hcp_ids=(hcp.pk,), summary="Naïve patients")}
    for words in ("Müller", "muller", "naive", "naïve", "Zoe"):
        assert found(world.msl1, one, words=words) == {"one"}, words
    assert found(world.msl1, one, words="möller") == set()
    client.force_login(world.msl1)
    hits = [client.get(client.post(SEARCH, {"words": words})["Location"]).context["rows"].items[0].hit
            for words in ("Müller", "muller")]  # fmt: skip
    # Found by its form without accents it is shown without a mark, and without a sentence that explains nothing.
    assert ["fw-hit" in hits[0], hits[1]] == [True, ""]


def test_the_words_follow_the_report_in_the_same_transaction(world):
    key = uuid4()
    with acting_as(world.msl1):
        report = save_draft(
            by=world.msl1, client_key=key, draft=draft(world), typed={"summary": ["first thought"]}
        )
        save_draft(
            by=world.msl1, client_key=key, draft=draft(world), typed={"summary": ["second\x00 thought"]}
        )
        assert "first" not in ReportWords.objects.get().text
        submitted(world, adverse_event=True, safety=SafetyDraft("adverse_event", "A rash"), summary="Whole")
        assert ReportWords.objects.filter(text__contains="A rash").count() == 1
        with pytest.raises(RuntimeError), transaction.atomic():
            amend_report(by=world.msl1, report=CallReport.objects.exclude(pk=report.pk).get(), correction="Never signed",
                         reason="x", confirm=_refuse)  # fmt: skip
        assert not ReportWords.objects.filter(text__contains="Never signed").exists()
        report.delete()
        assert ReportWords.objects.count() == 1


def _refuse():
    raise RuntimeError


def test_the_command_makes_the_words_again(world, story, capsys, monkeypatch):
    before = dict(ReportWords.objects.values_list("report_id", "text"))
    ReportWords.objects.exclude(report=story["old"]).delete()
    ReportWords.objects.update(text="stale")
    monkeypatch.setattr("accounts.medical.management.commands.rebuild_report_words.AT_ONCE", 3)
    call_command("rebuild_report_words")
    assert dict(ReportWords.objects.values_list("report_id", "text")) == before
    said = capsys.readouterr().out
    assert said == "4 call reports can be searched.\n"


def test_commercial_reads_no_word_and_no_filter(world, story, client):
    with acting_as(world.msl1):
        services.keep_filter(by=world.msl1, name="Mine", asked={"standing": "draft"})
    for model in (ReportWords, KeptReportFilter, ReportExport):
        with pytest.raises(Error, match="permission denied"), acting_as(world.rep1):
            list(model.objects.all())
        with pytest.raises(Error, match="permission denied"), acting_as(world.administrator1):
            list(model.objects.all())
    with pytest.raises(Error, match="permission denied"), acting_as(world.msl1):
        list(KeptCallFilter.objects.all())
    client.force_login(world.rep1)
    for path in (SEARCH, EXPORT, FILTERS):
        assert client.post(path, {"words": "registry"}).status_code == 404


def test_words_go_by_post_and_stand_sealed_in_the_address(world, story, msl):
    answer = msl.post(SEARCH, {"words": " registry ", "standing": "signed", "topic": "", "author": "nobody"})
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert set(query) == {"q", "standing"}
    assert "registry" not in answer["Location"]
    page = msl.get(answer["Location"])
    assert [row.pk for row in page.context["rows"]] == [story["old"].pk]
    text = page.content.decode()
    assert '<mark class="fw-hit">Registry</mark> of dialysis.' in text
    assert 'value="registry"' in text
    chips = {chip.label: chip for chip in page.context["chips"]}
    assert {label: chip.value for label, chip in chips.items()} == {
        "Words": "“registry”",
        "Standing": "Signed",
    }
    assert chips["Words"].without == f"{LIST}?standing=signed"
    assert msl.get(chips["Standing"].without).context["asked"] == {"words": "registry"}
    fragment = msl.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Remove all" in fragment


def test_a_cursor_is_not_read_as_words_nor_words_as_a_cursor(world, story, msl):
    cursor = sealing.seal(b'["2026-01-01T00:00:00+00:00","x"]', "cursor")
    words = sealing.seal(b"registry", f"words MEDICAL {world.msl1.pk}")
    assert msl.get(f"{LIST}?q={words}").context["asked"] == {"words": "registry"}
    assert msl.get(f"{LIST}?q={cursor}").context["asked"] == {}
    assert len(msl.get(f"{LIST}?after={words}").context["rows"]) == 3
    for junk in ("x", "%00", "é", "A" * 5000):
        assert msl.get(f"{LIST}?q={junk}").context["asked"] == {}
    with pytest.raises(ValueError, match="not for this"):
        sealing.opened(words, "cursor")


def test_sealed_words_open_for_whoever_searched_for_them_alone(world, story, msl, client):
    address = msl.post(SEARCH, {"words": "registry"})["Location"]
    assert msl.get(address).context["asked"] == {"words": "registry"}
    client.force_login(world.msl_director1)
    page = client.get(address)
    assert page.context["asked"] == {}
    assert 'value="registry"' not in page.content.decode()


def test_what_is_no_choice_is_left_out(world, story, msl):
    page = msl.get(
        f"{LIST}?topic=x&content_class=x&standing=x&author=x&since=x&until=2026-99-99&account=x&hcp=%00"
    )
    assert page.context["asked"] == {}
    assert len(page.context["rows"]) == 3
    # Nothing is marked as wrong that nobody could mend.
    assert "is-invalid" not in page.content.decode()
    named = msl.get(f"{LIST}?hcp={world.north_hcp.pk}")
    assert named.context["asked"] == {"account": str(world.north_hcp.pk)}
    assert "With Dr. Elena Marchetti" in named.content.decode()
    elsewhere = msl.get(f"{LIST}?account={world.south_hcp.pk}&since=2026-01-02")
    assert "Dr. Samuel Adeyemi" in elsewhere.content.decode()
    assert "2 Jan 2026" in elsewhere.content.decode()
    assert "No exchange fits" in elsewhere.content.decode()


def test_a_hit_is_shown_as_text_whatever_it_holds(world, msl):
    evil = 'Zebra <script>alert(1)</script> & "quotes" \ue000 <b onmouseover=x>zebra</b>'
    with acting_as(world.msl1):
        submitted(world, summary=evil)
    page = msl.get(msl.post(SEARCH, {"words": "zebra"})["Location"])
    (row,) = page.context["rows"]
    assert row.hit.count('<mark class="fw-hit">') == row.hit.count("</mark>") == 2
    rest = row.hit.replace('<mark class="fw-hit">', "").replace("</mark>", "")
    assert "<" not in rest
    assert ">" not in rest
    assert "<script>alert" not in page.content.decode()


def test_a_hit_tells_where_one_part_ends_and_the_next_begins(world, msl):
    with acting_as(world.msl1):
        submitted(world, summary="Registry\n\nfor dialysis")
    (row,) = msl.get(msl.post(SEARCH, {"words": "registry dialysis"})["Location"]).context["rows"]
    assert row.hit.startswith(
        '<mark class="fw-hit">Registry</mark> · for <mark class="fw-hit">dialysis</mark> · Cardio'
    )


def test_an_empty_list_says_what_to_do(world, msl):
    assert "Log the first one" in msl.get(LIST).content.decode()
    page = msl.get(msl.post(SEARCH, {"words": "zebra"})["Location"]).content.decode()
    assert "Remove a filter above" in page
    assert "Keep this filter" in page
    assert "Export as CSV" not in page


def test_pages_go_on_within_a_search(world, msl, monkeypatch):
    with acting_as(world.msl1):
        for hours in (1, 2, 3):
            submitted(world, summary="Registry", met_at=timezone.now() - timedelta(hours=hours))
    monkeypatch.setattr(
        "msl_governance.ui.pagination.paged.__kwdefaults__", {"order": ("-created_at", "-pk"), "size": 2}
    )
    path = msl.post(SEARCH, {"words": "registry"})["Location"]
    first = msl.get(path)
    second = msl.get(f"{path}&after={first.context['rows'].next}")
    assert [len(page.context["rows"]) for page in (first, second)] == [2, 1]
    assert all("fw-hit" in row.hit for page in (first, second) for row in page.context["rows"])
