"""The parts of one call report's form as one thing: built, checked, complained about and kept together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from accounts.shared import selectors as directory
from accounts.shared.narrowing import day_of_moment, uuid_or_none

from . import origins
from .drafts import ColleagueDraft, ReportDraft
from .forms import Colleagues, Discussions, ReportForm, topic_defaults
from .library import selectors as library
from .models import ScientificMaterial
from .rules import Complaint, of_discussion
from .signing.forms import SigningForm

NEVER_KEPT = ("csrfmiddlewaretoken", "action", "password", "code")
MORE = ("summary", "materials", "also_present", "duration_minutes", "setting")
# Button -> prefix of its rows, how many there may be, what a new one begins with.
GROWING = {
    "add_topic": ("d", 10, topic_defaults),
    "add_colleague": ("c", 8, lambda hcp: {"side": "medical"}),
}


class Parts:
    """``report``, ``discussions`` and ``colleagues`` of one exchange with ``hcp``.

    ``data`` is what was sent or kept, or None for a new form with ``initial`` values and those of its first ``topic``.
    """

    def __init__(
        self,
        person,
        hcp,
        *,
        data: MultiValueDict | None = None,
        initial: dict | None = None,
        topic: dict | None = None,
    ):
        self.hcp = hcp
        self.draft: Any = None  # the one that is kept already, where the form continues one
        others = directory.colleagues_of_hcp(person, hcp)
        self.report = ReportForm(
            data,
            initial=initial or {},
            hcp=hcp,
            others=others,
            materials=_pieces(person, data, initial or {}),
            on_record=_on_record(person, hcp, data if data is not None else initial or {}),
        )
        # Not bound to what was sent: a password is never shown again, nor kept with a draft.
        self.signing = SigningForm(person=person)
        kwargs = {"hcp": hcp, "topics": list(directory.topics())}
        first = [topic] if topic else None
        self.discussions = Discussions(data, prefix="d", form_kwargs=kwargs, initial=first)
        self.colleagues = Colleagues(data, prefix="c")
        self.wrong = 0

    @property
    def _forms(self) -> list:
        return [self.report, *self.discussions.forms, *self.colleagues.forms]

    @property
    def says_more(self) -> bool:
        """Whether a field of the part that may be left folded holds anything, or a complaint."""
        fields = [self.report[name] for name in MORE if name in self.report.fields]
        named = any(one["name"].value() or one.errors for one in self.colleagues.forms)
        return named or any(field.value() or field.errors for field in fields)

    def is_valid(self) -> bool:
        """Whether every part is; all of them are checked, so that all complaints show at once."""
        answers = [part.is_valid() for part in (self.report, self.discussions, self.colleagues)]
        if not all(answers):
            self.complain([one for row in self._whole_rows() for one in row])
        return all(answers)

    def _whole_rows(self) -> Iterator[list[Complaint]]:
        """What must hold between the fields of each discussion that has topic and class, though others are missing."""
        present = [form.cleaned_data for form in self.colleagues.forms]
        sides = [one.get("side", "") for one in present if one.get("name")]
        for index, form in enumerate(self._kept()):
            if form.cleaned_data.get("content_class"):
                said = of_discussion(index, form.draft(self.hcp.pk), sides)
                yield [one for one in said if one.field not in form.errors]

    def unchecked(self) -> Parts:
        """The same, shown as typed and without a complaint: somebody is still writing."""
        for form in self._forms:
            form._errors = ErrorDict()
        return self

    def complain(self, complaints: list[Complaint]) -> None:
        """Put what the service refused beside the fields it is about."""
        for one in complaints:
            rows = self._kept() or self.discussions.forms
            form = rows[one.index] if one.part == "discussions" and rows else self.report
            form.add_error(one.field if one.field in form.fields else None, str(one.message))
        self.wrong = sum(len(form.errors) for form in self._forms)

    def _kept(self) -> list:
        forms = [form for form in self.discussions.forms if not form.cleaned_data.get("DELETE")]
        return [form for form in forms if form.cleaned_data.get("topic")]

    def whole(self) -> ReportDraft:
        """The report, of valid parts."""
        got = self.report.cleaned_data
        present = (form.cleaned_data for form in self.colleagues.forms)
        return ReportDraft(
            hcp_ids=self._hcp_ids(),
            met_at=got["met_at"],
            channel=got["channel"],
            duration_minutes=got["duration_minutes"],
            setting=got["setting"],
            summary=got["summary"],
            adverse_event=got["adverse_event"] == "yes",
            safety=self.report.safety,
            safety_on_record=self.report.is_on_record,
            material_ids=tuple(UUID(key) for key in got.get("materials", [])),
            colleagues=tuple(ColleagueDraft(one["name"], one["side"]) for one in present if one.get("name")),
            discussions=tuple(form.draft(self.hcp.pk) for form in self._kept()),
        )

    def beginning(self) -> ReportDraft:
        """What a list shows of a draft: of whatever is typed so far, defaults for the rest."""
        self.report.is_valid()
        got, initial = self.report.cleaned_data, self.report.initial
        met_at, channel = got.get("met_at"), got.get("channel")
        return ReportDraft(self._hcp_ids(), met_at or initial["met_at"], channel or initial["channel"])

    def _hcp_ids(self) -> tuple[UUID, ...]:
        others = (UUID(pk) for pk in self.report.cleaned_data.get("also_present", []))
        return (self.hcp.pk, *(pk for pk in others if pk != self.hcp.pk))


def _on_record(person, hcp, values) -> list[str]:
    """What is on record at drug safety's door of the matter that the report answers, in sentences."""
    key = uuid_or_none(str(values.get("follow_up") or ""))
    return origins.origin().safety_on_record(person, key, hcp) if key else []


def _pieces(person, data: MultiValueDict | None, initial: dict) -> list[ScientificMaterial]:
    """The pieces to choose from: those of the day of the exchange, and those that the form names already."""
    typed = data if data is not None else MultiValueDict()
    topics = [words[-1] for name, words in typed.lists() if name.endswith("-topic") and words]
    return library.offered(
        person,
        on=day_of_moment(typed.get("met_at") or initial.get("met_at")),
        topics=filter(None, map(uuid_or_none, topics)),
        chosen=filter(None, map(uuid_or_none, typed.getlist("materials"))),
    )


def kept(data: MultiValueDict) -> dict[str, list[str]]:
    """A form as sent, for keeping with the draft."""
    return {name: words for name, words in data.lists() if name not in NEVER_KEPT}


def grown(data: MultiValueDict, action: str, hcp) -> MultiValueDict:
    """The form as sent, with one more row of defaults where a button asked for it."""
    data = MultiValueDict(dict(data.lists()))
    prefix, most, defaults = GROWING.get(action, ("", 0, lambda hcp: {}))
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if total.isdecimal() and int(total) < most:
        data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
        for name, value in defaults(hcp).items():
            data[f"{prefix}-{total}-{name}"] = value
    return data
