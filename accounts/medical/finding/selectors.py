"""Reads of call reports by what somebody looks for, within what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.medical.models import Attendee, CallReport, Discussion
from accounts.medical.selectors import reports_visible
from accounts.medical.signing.models import Amendment
from accounts.shared.models import Affiliation, Hcp, Organisation
from accounts.shared.names import folded
from accounts.shared.selectors import same_as
from msl_governance.people.models import MedicalColleague
from msl_governance.people.selectors import medical_people
from msl_governance.ui.pagination import Page

from .models import LANGUAGE, ReportWords
from .rules import START, STOP, marked

ORDER = ("-met_at", "-pk")
AUTHORS = ("msl", "msl_director")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
LATEST = (
    500  # reports whose accounts are offered for choosing: the cost of a page must not grow with the years
)


@dataclass(frozen=True)
class ReportWish:
    """Which reports somebody looks for. Empty means all; days are inclusive."""

    words: str = ""
    account: UUID | None = None
    topic: UUID | None = None
    content_class: str = ""
    standing: str = ""
    author: UUID | None = None
    since: date | None = None
    until: date | None = None


def wished(person, wish: ReportWish) -> QuerySet[CallReport]:
    """Reports this person may read that fit, with ``amended``; topic and class are of one discussion."""
    found = (
        reports_visible(person)
        .annotate(amended=_amended())
        .filter(_standing(wish.standing), _account(wish.account), _period(wish))
    )
    if wish.author:
        found = found.filter(author_id=wish.author)
    said = {"topic_id": wish.topic, "content_class": wish.content_class}
    if said := {name: value for name, value in said.items() if value}:
        found = found.filter(Exists(Discussion.objects.filter(report=OuterRef("pk"), **said)))
    return found.filter(words__vector=_query(wish.words)) if wish.words else found


def with_hits(person, page: Page, words: str) -> Page:
    """A page of reports, each with ``hit``: where the words stand in it, marked and escaped; empty where nothing is."""
    hits = _hits(person, [report.pk for report in page], words) if words else {}
    for report in page:
        report.hit = hits.get(report.pk, "")
    return page


def _hits(person, keys: list[UUID], words: str) -> dict[UUID, SafeString]:
    """Asked for the rows of a page alone: a headline reads the whole text again."""
    headline = SearchHeadline(
        "text", _query(words), config=LANGUAGE, start_sel=START, stop_sel=STOP,
        max_fragments=2, max_words=16, min_words=6, fragment_delimiter=" … ",
    )  # fmt: skip
    rows = ReportWords.objects.visible_to(person).filter(report__in=keys).annotate(headline=headline)
    return {key: marked(line) for key, line in rows.values_list("report_id", "headline")}


def accounts_of_latest(person) -> list[tuple[str, list[tuple[str, str]]]]:
    """Doctors and organisations of the latest visible reports, by name, for choosing."""
    latest = CallReport.objects.visible_to(person).order_by(*ORDER).values("pk")[:LATEST]
    hcps = Attendee.objects.filter(report__in=list(latest.values_list("pk", flat=True))).values("hcp")
    doctors = Hcp.objects.visible_to(person).filter(pk__in=hcps, merged_into=None)
    here = Affiliation.objects.filter(hcp__in=hcps).values("organisation")
    places = Organisation.objects.visible_to(person).filter(pk__in=here, merged_into=None)
    return [
        (_("Doctors"), [(str(one.pk), one.display_name) for one in doctors]),
        (_("Organisations"), [(str(one.pk), str(one)) for one in places]),
    ]


def account_named(person, pk: UUID | None) -> Hcp | Organisation | None:
    """The doctor or organisation of an id, or None."""
    if pk is None:
        return None
    doctor = Hcp.objects.visible_to(person).filter(pk=pk).first()
    found = doctor or Organisation.objects.visible_to(person).filter(pk=pk).first()
    return found and found.current


def authors() -> QuerySet[MedicalColleague]:
    """Colleagues who write reports, by name."""
    return medical_people().filter(role__in=AUTHORS).order_by("full_name", "id")


def reports_to_index(after: UUID | None, size: int) -> list[CallReport]:
    """The next reports in the order of their keys, for making the words again."""
    rest = CallReport.objects.filter(pk__gt=after) if after else CallReport.objects.all()
    return list(rest.order_by("pk")[:size])


def _query(words: str) -> SearchQuery:
    """As people search the web: quotes, OR and a minus mean something, and nothing is a mistake."""
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    plain = folded(words)
    return query if plain == words.lower() else query | SearchQuery(
        plain, config=LANGUAGE, search_type="websearch"
    )  # fmt: skip


def _amended() -> Exists:
    return Exists(Amendment.objects.filter(report=OuterRef("pk")))


def _standing(standing: str) -> Q:
    known = {
        "draft": Q(state=CallReport.State.DRAFT),
        "signed": Q(state=CallReport.State.SUBMITTED),
        "amended": Q(amended=True),
    }
    return known.get(standing, Q())


def _account(pk: UUID | None) -> Q:
    """Reports of a doctor; of an organisation those of whoever was there on the day."""
    if pk is None:
        return Q()
    doctors, places = same_as(pk), same_as(pk, model=Organisation)
    here = [_was_at(places, of) for of in ("hcp", "hcp__merged_into")]
    present = Attendee.objects.filter(Q(hcp__in=doctors) | here[0] | here[1])
    return Q(pk__in=present.values("report_id"))


def _was_at(places: list[UUID], of: str) -> Q:
    then, its = TruncDate("report__met_at"), f"{of}__affiliations__"
    begun = Q(**{f"{its}since": None}) | Q(**{f"{its}since__lte": then})
    lasted = Q(**{f"{its}until": None}) | Q(**{f"{its}until__gte": then})
    return Q(**{f"{its}organisation__in": places}) & begun & lasted


def _period(wish: ReportWish) -> Q:
    since = Q(met_at__gte=_midnight(wish.since)) if wish.since else Q()
    return since & (Q(met_at__lt=_midnight(wish.until, 1)) if wish.until else Q())


def _midnight(day: date, later: int = 0) -> datetime:
    """The start of a day in the person's time zone; days that no calendar of ours holds give way to its ends."""
    day = min(max(day, FIRST_DAY), LAST_DAY) + timedelta(days=later)
    return timezone.make_aware(datetime.combine(day, time()))
