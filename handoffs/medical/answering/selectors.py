"""Reads of who answers what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handoffs.medical.models import TopicAlignment
from handoffs.medical.selectors import people_who_answer
from handoffs.protocol import QuestionKind
from msl_governance.people.models import MedicalColleague, MedicalTerritory
from msl_governance.people.selectors import territory_ids, upwards


@dataclass(frozen=True)
class Answers:
    """One person's kinds in one territory, in the order of the list of kinds."""

    msl: MedicalColleague
    kinds: list[str]


@dataclass(frozen=True)
class Place:
    """A territory: who answers what there, and which kinds nobody answers, there or above it, of its own doctors."""

    territory: MedicalTerritory
    answers: list[Answers]
    nobody: list[str]


def territories_of(person):
    """Medical territories this person works, with those below them, by name."""
    return MedicalTerritory.objects.filter(pk__in=territory_ids(person)).order_by("name", "pk")


def places(person) -> list[Place]:
    """Who answers what in each territory of this person that has doctors or somebody who answers.

    Whoever left, or answers no questions any more, is not shown.
    """
    answering = {one.pk: one for one in people_who_answer()}
    rows: dict[UUID, list[TopicAlignment]] = {}
    for row in (
        TopicAlignment.objects.visible_to(person).filter(msl_id__in=answering).order_by("msl__full_name")
    ):
        rows.setdefault(row.territory_id, []).append(row)
    found = []
    for territory in territories_of(person):
        here = [Answers(answering[row.msl_id], labels(row.kinds)) for row in rows.get(territory.pk, ())]
        covered = {kind for key in upwards(territory) for row in rows.get(key, ()) for kind in row.kinds}
        nobody = labels(set(QuestionKind.values) - covered) if territory.regions else []
        if here or nobody:
            found.append(Place(territory, here, nobody))
    return found


def kinds_of(person, msl: Any, territory: Any) -> list[str]:
    """The kinds that one person answers in one territory; none where there is no such row."""
    row = TopicAlignment.objects.visible_to(person).filter(msl_id=msl, territory_id=territory).first()
    return row.kinds if row else []


def answers_any(person) -> bool:
    """Whether any kind of question is passed to this person by the alignment."""
    return TopicAlignment.objects.filter(msl_id=person.pk).exclude(kinds=[]).exists()


def labels(kinds: Iterable[str]) -> list[str]:
    """The words for kinds of question, in the order of their list."""
    return [str(kind.label) for kind in QuestionKind if kind.value in set(kinds)]
