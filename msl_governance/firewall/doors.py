"""Doors: the only way across. Declared in an app's ``door.py``, carried out by a generated database function.

A crossing copies declared fields into a new record on the far side, under a random UUIDv4 that the near side
never learns. It writes a row of the passage ledger in the same transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from . import refusals
from .sides import Role, Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


Both = Literal["BOTH"]
BOTH: Final = "BOTH"
BOTH_SIDES = (Side.MEDICAL, Side.COMMERCIAL)


class DoorClosed(Exception):
    """The door does not open. ``str(error)`` is a sentence for the person who tried."""


@dataclass(frozen=True)
class Crossing:
    """One kind of passage through a door; ``title`` is what the ledger calls it.

    ``source`` and ``target`` are model labels; ``destination`` is ``BOTH`` where a record of both sides is made or
    changed. ``fields`` maps far column -> near column, and nothing else crosses; ``constants`` sets far columns to
    SQL literals; ``condition`` is SQL over the near row ``near`` that must hold. ``answers`` names the crossing this
    one goes back through, ``follows`` the one it comes after in the same direction: then ``back_reference`` is the
    far column that receives the far side's own id of the matter. ``once`` forbids a second passage; ``by_task`` lets
    a task of the side open the door; ``author`` names the near column that must hold the acting person.

    ``changes`` makes no new record but sets the declared columns of the shared one whose ``id`` is among ``fields``;
    a near value of NULL leaves that column as it is, so that what one side sets never undoes what the other has set
    meanwhile, and only a constant can empty one. A new shared record takes its ``id`` from the near side where
    ``fields`` names it: both sides will know it anyway.
    """

    name: str
    title: StrOrPromise
    door: int
    origin: Side
    destination: Side | Both
    source: str
    target: str
    fields: dict[str, str]
    opened_by: tuple[Role, ...]
    condition: str = "true"
    constants: dict[str, str] = field(default_factory=dict)
    answers: str = ""
    follows: str = ""
    near_reference: str = "id"
    back_reference: str = ""
    author: str = ""
    once: bool = True
    by_task: bool = False
    changes: bool = False

    def __post_init__(self):
        if self.changes and (self.once or "id" not in self.fields or self.back_reference):
            raise ValueError(f"“{self.name}” changes a record: it names the id, and may come again.")

    @property
    def function(self) -> str:
        """Name of the database function that carries the crossing out."""
        return f"door_{self.door}_{self.name}"

    @property
    def role(self) -> str:
        """Database role that owns the function and has this door's privileges alone."""
        return f"threshold_{self.function}"

    @property
    def direction(self) -> str:
        """As the ledger says it."""
        return f"{self.origin.value} > {self.destination}"

    @property
    def destinations(self) -> tuple[Side, ...]:
        """The sides that learn of it."""
        return BOTH_SIDES if self.destination == BOTH else (Side(self.destination),)


CROSSINGS: dict[str, Crossing] = {}


def declare(crossing: Crossing) -> Crossing:
    """Register a crossing. Raises on a second declaration of the same name."""
    if CROSSINGS.setdefault(crossing.name, crossing) != crossing:
        raise ValueError(f"Crossing “{crossing.name}” is declared twice.")
    return crossing


def attestation_lapsed(person) -> bool:
    """Whether the yearly firewall training is missing or too old (setting; off where not required)."""
    if not settings.THRESHOLD["attestation_required"]:
        return False
    limit = timezone.localdate() - timedelta(days=settings.THRESHOLD["attestation_days"])
    return person.attested_on is None or person.attested_on < limit


def check_open(crossing: Crossing, person) -> None:
    """Raise ``DoorClosed`` with a sentence unless this person may open the door; a refusal is noted."""
    if person is None and crossing.by_task:
        return
    if person is None or Role(person.role) not in crossing.opened_by:
        refusals.note("door", crossing.function)
        raise DoorClosed(_("Your role does not open this door."))
    if attestation_lapsed(person):
        refusals.note("door", crossing.function, detail=["attestation"])
        raise DoorClosed(
            _("Your yearly firewall training has lapsed. Attest it again, then this door opens for you.")
        )


def cross(crossing: Crossing, *, source_id, by, basis: str) -> None:
    """Carry the record across, in the present transaction. Gives back nothing: the far side's id is theirs.

    Raises ``DoorClosed`` where the person, the state of the record or an earlier passage forbids it.
    """
    check_open(crossing, by)
    with connection.cursor() as cursor:
        cursor.execute(f"select {crossing.function}(%s, %s)", [str(source_id), basis])
        if not cursor.fetchone()[0]:
            refusals.note("door", crossing.function, detail=[str(source_id)])
            raise DoorClosed(_("This has crossed already, or is not ready to cross."))


def preview(crossing: Crossing, values: dict) -> dict:
    """What the far side would receive, built by the function that sends.

    ``values`` maps near columns to values; the answer maps far columns to JSON values.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {crossing.function}_build(%s::jsonb)", [json.dumps(values, cls=DjangoJSONEncoder)]
        )
        built = cursor.fetchone()[0]
    return json.loads(built) if isinstance(built, str) else built
