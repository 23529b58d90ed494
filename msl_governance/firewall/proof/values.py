"""Values for generated rows, from the field alone, so that a new model is in the worlds by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField, RangeField
from django.core.files.base import ContentFile
from django.db import models

from .scratch import FROZEN

NAMESPACE = UUID("6b1f3e0a-2b4e-4a53-9a54-7d1a0c2f9b11")
NOW = datetime.fromisoformat(FROZEN.replace("+00", "+00:00"))
CANARY = {"MEDICAL": "xylomed", "COMMERCIAL": "quorvend"}


@dataclass(frozen=True)
class Variation:
    """How one world differs: how many rows, which words and figures, how late, whose, about whom."""

    name: str
    count: int = 12
    word: str = ""
    figure: int = 0
    days: int = 0
    author: int = 0
    link: int = 0

    @property
    def changes_people(self) -> bool:
        """Whether the other side's people and territories are others too: more of them, or by other names."""
        return self.count > Variation.count or bool(self.word)


VARIATIONS = (
    Variation("base"),
    Variation("none", count=0),
    Variation("five", count=60),
    Variation("words", word="zephyrine", figure=3),
    Variation("dates", days=-37),
    Variation("authors", author=1),
    Variation("links", link=3),
)


class Values:
    """Makes the value of one field of one row. ``pools`` maps models to the rows made so far."""

    def __init__(self, variation: Variation, pools: dict):
        self.variation, self.pools = variation, pools

    def row_id(self, model, index: int) -> UUID:
        """A stable id: the same row has the same id in every world."""
        return uuid5(NAMESPACE, f"{model._meta.label}:{index}")

    def of(self, field, model, index: int):
        """Value of ``field`` in row ``index`` of ``model``."""
        if isinstance(field, models.ForeignKey):
            return self._reference(field, model, index)
        return self.plain(field, model, index)

    def _reference(self, field, model, index: int):
        target = field.related_model
        step = self.variation.author if self._is_person(target) else self.variation.link
        pool = self._pool(target, model)
        if not pool:
            return None
        position = index if field.unique else index + step
        if target is model:
            position //= 2  # the pool grows by the row that is being made
        return pool[position % len(pool)]

    def _is_person(self, target) -> bool:
        return target is get_user_model() or "Colleague" in target.__name__

    def _pool(self, target, model) -> list:
        if self._is_person(target):
            return self.people(getattr(model, "label", ""))
        if target._meta.label == "auth.Permission":
            container = model._meta.get_field("content_object").related_model
            names = [codename for codename, _name in container._meta.permissions]
            return list(target.objects.filter(codename__in=names).values_list("pk", flat=True))
        return self.pools.get(target, [])

    def people(self, label: str) -> list:
        """Ids of the people who may stand in a row of this label, field roles first."""
        if label == "JOINT":
            return self.pools["all"]
        side = label if label in ("MEDICAL", "COMMERCIAL", "OVERSIGHT") else "PLATFORM"
        return self.pools[f"people:{side}"]

    def plain(self, field, model, index: int):
        """Value of a field that refers to nothing, or of an array's or range's inner field."""
        if field.choices:
            return [value for value, _label in field.flatchoices][index % len(field.flatchoices)]
        for kind, make in MAKERS.items():
            if isinstance(field, kind):
                return make(self, field, model, index)
        raise TypeError(
            f"The proof cannot make a value for {field}; teach msl_governance.firewall.proof.values."
        )

    def text(self, field, model, index: int) -> str:
        """Words that name their side, so that a canary scan finds them anywhere."""
        word = self.variation.word if getattr(model, "label", "") in CANARY else ""
        start = f"{index} " if field.unique or (field.max_length and field.max_length < 20) else ""
        text = f"{start}{CANARY.get(getattr(model, 'label', ''), 'plain')} {word} {field.name} {index}"
        return text[: field.max_length] if field.max_length else text

    def moment(self, index: int) -> datetime:
        """A moment before the frozen one."""
        return NOW - timedelta(days=index % 40 - self.variation.days, hours=index % 7)

    def number(self, index: int) -> int:
        """A figure of the row, which another world has otherwise."""
        return index + 1 + self.variation.figure


def _uuid(values, field, model, index):
    if field.name.endswith("_id"):
        people = values.people(model.label)
        return people[(index + values.variation.author) % len(people)]
    return values.row_id(model, index * 1000 + sum(map(ord, field.name)))


def _decimal(values, field, model, index):
    """As many digits as the column takes, before the point and after it."""
    digits = values.number(index) % 10 ** min(field.max_digits, 9)
    return Decimal(digits).scaleb(-field.decimal_places)


def _json(values, field, model, index):
    """A list where the model expects a list, else an object with a word in it."""
    words = values.text(field, model, index)
    return [words] if field.default is list else {"note": words}


def _file(values, field, model, index):
    """A file whose words name their side; it lies in memory alone."""
    return ContentFile(values.text(field, model, index).encode(), name=f"{values.row_id(model, index)}.txt")


def _slug(values, field, model, index):
    return "-".join(values.text(field, model, index).split())


# The first kind that fits; a subclass stands before its parent.
MAKERS = {
    models.BooleanField: lambda v, f, m, i: i % 2 == 0,
    models.DateTimeField: lambda v, f, m, i: v.moment(i),
    models.DateField: lambda v, f, m, i: v.moment(i).date(),
    models.TimeField: lambda v, f, m, i: v.moment(i).time(),
    models.DurationField: lambda v, f, m, i: timedelta(minutes=v.number(i)),
    models.EmailField: lambda v, f, m, i: f"{'.'.join(v.text(f, m, i).split())}@proof.example",
    models.URLField: lambda v, f, m, i: f"https://proof.example/{_slug(v, f, m, i)}"[: f.max_length],
    models.SlugField: _slug,
    models.CharField: lambda v, f, m, i: v.text(f, m, i),
    models.TextField: lambda v, f, m, i: v.text(f, m, i),
    models.UUIDField: _uuid,
    models.JSONField: _json,
    models.FileField: _file,
    models.DecimalField: _decimal,
    models.FloatField: lambda v, f, m, i: v.number(i) / 4,
    models.IntegerField: lambda v, f, m, i: v.number(i),
    models.BinaryField: lambda v, f, m, i: v.text(f, m, i).encode(),
    ArrayField: lambda v, f, m, i: [v.plain(f.base_field, m, i)],
    RangeField: lambda v, f, m, i: (v.plain(f.base_field, m, i), None),
}


def labelled(*labels: str) -> list:
    """Managed, labelled models, each after those it refers to."""
    found = [
        model
        for model in apps.get_models()
        if getattr(model, "label", "") in labels
        and model._meta.managed
        and not hasattr(model, "instance_type")
    ]
    ordered: list = []
    while found:
        ready = [m for m in found if not needs(m) & set(found) - {m}]
        if not ready:
            raise ValueError(f"Labelled models refer to each other in a circle: {found}.")
        ordered += ready
        found = [m for m in found if m not in ready]
    return ordered


def needs(model) -> set:
    """The models that a model refers to."""
    return {f.related_model for f in model._meta.concrete_fields if f.related_model}
