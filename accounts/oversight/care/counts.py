"""How much would follow a merge: numbers of records, never what they hold. Other apps add their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.commercial.models import DetailCall, Prescribing, RepObjective
from accounts.medical.models import Attendee, MslObjective, PlannedVisit, StandingRequest
from accounts.shared.models import Affiliation, Hcp, Organisation
from accounts.shared.selectors import same_as

from . import selectors

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Followed:
    """A kind of record, and how many of a duplicate's would be read with the survivor's."""

    label: StrOrPromise
    number: int


_counted: dict[StrOrPromise, Callable[[list], int]] = {}


def register(label: StrOrPromise, count: Callable[[list], int]) -> None:
    """Let an app say how many records it has about accounts of some ids."""
    _counted[label] = count


def _of(model: Any) -> Callable[[list], int]:
    return lambda keys: model.objects.filter(hcp__in=keys).count()


for _label, _model in (
    (_("Call reports"), Attendee), (_("MSL objectives"), MslObjective), (_("Planned visits"), PlannedVisit),
    (_("Standing requests"), StandingRequest), (_("Detail calls"), DetailCall),
    (_("Detailing aims"), RepObjective), (_("Prescribing counts"), Prescribing),
):  # fmt: skip
    register(_label, _of(_model))


def following(duplicate, survivor) -> list[Followed]:
    """What a merge would do, in numbers, without what is nothing."""
    entries = list(selectors.entries_with_twins(duplicate, survivor))
    found = [
        Followed(_("Places that go over"), len(selectors.affiliations_to_move(duplicate, survivor))),
        Followed(_("Entries of the account list that go over"), sum(twin is None for _one, twin in entries)),
        Followed(_("Entries that leave their tiers and go off the list"), sum(twin is not None for _one, twin in entries)),
    ]  # fmt: skip
    if isinstance(duplicate, Hcp):
        keys = same_as(duplicate.pk)
        found += [Followed(label, count(keys)) for label, count in _counted.items()]
    else:
        here = Affiliation.objects.filter(
            organisation__in=same_as(duplicate.pk, model=Organisation), until=None
        )
        found.append(Followed(_("People who are found at the other"), here.values("hcp").distinct().count()))
    return [one for one in found if one.number]
