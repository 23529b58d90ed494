"""Worlds: one common part, and one side's records varied.

What truly crossed a door is the same in every world: it is known on both sides by right. All the rest of
the varied side's records differ in number, words, dates, authors and links.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction
from django.utils.module_loading import autodiscover_modules

from ..database import as_login
from ..doors import CROSSINGS
from ..grants import GRANTABLE
from ..sides import Role, Side
from . import examples
from .values import NOW, Values, Variation, labelled, needs

CROSSED = 14  # as many as the directory has people: an account is listed once
# What crossed is the same in all worlds. It is old, so that the latest of a kind is one that only some worlds have: a
# leak of “the latest” would else be hidden by a row that everybody may know.
LONG_AGO = Variation("crossed", count=CROSSED, days=-60)
OTHER = {"MEDICAL": "COMMERCIAL", "COMMERCIAL": "MEDICAL"}


def seed_common(viewer: str) -> dict:
    """The part all worlds share: people, directory, the viewer's own records, and what crossed.

    Gives back the pools: model (or ``people:SIDE``) -> ids.
    """
    autodiscover_modules("examples")
    pools: dict = {}
    with as_login("owner"), unlocked():
        _people(pools)
        _territories(pools)
        for model in labelled("SHARED", "JOINT"):
            _rows(model, Variation("common", count=14), pools)
        varied = OTHER[viewer]
        _crossed(pools)
        for model in labelled(viewer, "OVERSIGHT"):
            if model._meta.label not in _door_targets() or viewer == "COMMERCIAL":
                _rows(model, Variation("common"), pools, start=CROSSED)
            else:
                _receive(model, Variation("common"), pools)
        pools["varied"] = varied
    return pools


def seed_varied(variation: Variation, pools: dict) -> dict:
    """The varied side's records. Gives back the pools with the ids that exist in this world."""
    pools = {key: list(value) if isinstance(value, list) else value for key, value in pools.items()}
    with as_login("owner"), unlocked():
        if variation.changes_people:
            _other_people(variation, pools)
        for model in labelled(pools["varied"]):
            if model._meta.label in _door_targets():
                _receive(model, variation, pools)
            else:
                _rows(model, variation, pools, start=100)
    return pools


@contextmanager
def unlocked():
    """Seeding makes submitted records with their parts in one go; the locks stand again after it."""
    tables = [
        m._meta.db_table for m in apps.get_models() if getattr(m, "locked_when", "") and m._meta.managed
    ]
    tables = [table for table in tables if "historical" not in table]

    def switch(how: str) -> None:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" {how} TRIGGER locked')

    switch("DISABLE")
    try:
        yield
    finally:
        switch("ENABLE")


def _door_targets() -> set[str]:
    return {c.target for c in CROSSINGS.values()}


def _people(pools: dict) -> None:
    """Two people per role, attested, with territories given later."""
    person_model = get_user_model()
    for role in Role:
        for number in (1, 2):
            person = person_model(
                username=f"{role.value}{number}",
                full_name=f"{role.value.title()} Number{number}",
                role=role.value,
                email=f"{role.value}{number}@proof.example",
                scientific_background="PhD" if role.side == Side.MEDICAL else "",
                attested_on=date(NOW.year, 1, 5),
                team="Proof",
            )
            person.id = Values(Variation("people"), {}).row_id(person_model, len(pools.get("all", [])))
            person.set_unusable_password()
            person.save()
            pools.setdefault("all", []).append(person.pk)
            pools.setdefault(f"people:{role.side.value}", []).append(person.pk)
    for side in Side:
        order = {role.value: n for n, role in enumerate(Role)}
        rows = person_model.objects.filter(pk__in=pools[f"people:{side.value}"])
        ranked = sorted(rows, key=lambda p: (p.username[-1], order[p.role]))
        pools[f"people:{side.value}"] = [person.pk for person in ranked]


def _other_people(variation: Variation, pools: dict) -> None:
    """More people and territories of the varied side, or the same ones by other names. Whose records are whose stays."""
    people, places = get_user_model().objects.filter(side=pools["varied"]), _territory_of(pools["varied"])
    rename, word = bool(variation.word), variation.word
    for index, person in enumerate(people.order_by("username")):
        if rename:
            person.full_name, person.team = f"{word.title()} {person.username}", word
            person.email = f"{word}.{person.username}@proof.example"
            person.save(update_fields=["full_name", "team", "email"])
        else:
            person.pk = Values(variation, {}).row_id(type(person), 500 + index)
            person.username, person.email = f"{person.username}0", ""
            person.save(force_insert=True)
    for place in list(places.objects.order_by("pk")):
        if rename:
            place.name = f"{word} {place.name}"
            place.save(update_fields=["name"])
        else:
            places.objects.create(name=f"{place.name} 0", parent=place.parent, regions=[])


def _territory_of(side: str):
    """The territories of a side."""
    found = (apps.get_model(label) for label, (of, *_more) in GRANTABLE.items() if of.value == side)
    return next(model for model in found if getattr(model, "label", "") == "PLATFORM")


def _territories(pools: dict) -> None:
    """A tree per side; everybody of a field side works a part of it, leaders all of it."""
    from ..grants import grant

    for label, (side, _table, codenames) in GRANTABLE.items():
        model = apps.get_model(label)
        if getattr(model, "label", "") != "PLATFORM":
            continue
        values = Values(Variation("territories"), pools)
        root = model.objects.create(id=values.row_id(model, 0), name="Country")
        parts = [
            model.objects.create(id=values.row_id(model, n), name=f"Part {n}", parent=root, regions=[f"R{n}"])
            for n in (1, 2)
        ]
        pools[model] = [root.pk, *(part.pk for part in parts)]
        people = get_user_model().objects.filter(side=side.value)
        for person in people:
            leads = person.role not in ("msl", "rep")
            grant(person, next(iter(codenames)), root if leads else parts[int(person.username[-1]) - 1])


def _rows(model, variation: Variation, pools: dict, start: int = 0, fixed: dict | None = None) -> None:
    """Rows of one model; one that a unique constraint refuses is left out, none at all is an error."""
    values, made, failure = Values(variation, pools), pools.setdefault(model, []), None
    before = len(made)
    for index in range(start, start + variation.count):
        try:
            with transaction.atomic():
                made.append(_row(model, values, index, fixed or {}).pk)
        except IntegrityError as error:
            failure = error
    if len(made) - before < min(variation.count // 4, 3):
        raise ValueError(
            f"Hardly a row of {model._meta.label} can be made; register examples for it: {failure}"
        )


def _row(model, values: Values, index: int, fixed: dict):
    fixed = examples.example(model, index) | fixed
    row = model()
    for field in model._meta.concrete_fields:
        if field.generated:
            continue
        if field.primary_key:
            if isinstance(field, models.UUIDField):
                setattr(row, field.attname, values.row_id(model, index))
        elif given := [key for key in (field.attname, field.name) if key in fixed]:
            setattr(row, field.attname, _fixed(fixed[given[0]], values, index))
        else:
            setattr(row, field.attname, values.of(field, model, index))
    row.save(force_insert=True)
    return row


def _fixed(value, values: Values, index: int):
    return value(values, index) if callable(value) else value


def _crossed(pools: dict) -> None:
    """Some records that went through each door that opens a matter, carried by the door itself."""
    for crossing in CROSSINGS.values():
        if crossing.answers or crossing.follows:
            continue
        source = apps.get_model(crossing.source)
        openers = _openers(crossing)
        for needed in _needed_by(source, pools):
            _rows(needed, LONG_AGO, pools)
        fixed = {crossing.author: lambda values, index, people=openers: people[index % len(people)]}
        _rows(source, LONG_AGO, pools, fixed=fixed if crossing.author else None)
        for index, key in enumerate(pools[source][:CROSSED]):
            _carry(crossing, key, openers[index % len(openers)])
        target = apps.get_model(crossing.target)
        pools[target] = list(target.objects.order_by("pk").values_list("pk", flat=True))


def _needed_by(source, pools: dict) -> list:
    """Models of the sides and of oversight that a record refers to, however far, and that have no row yet."""
    known, waiting = {source}, [source]
    while waiting:
        further = needs(waiting.pop()) - known
        known |= further
        waiting += further
    return [
        model
        for model in labelled("MEDICAL", "COMMERCIAL", "OVERSIGHT")
        if model in known - {source} - set(pools)
    ]


def _openers(crossing) -> list:
    """People whose role opens the door, by name."""
    roles = [role.value for role in crossing.opened_by]
    people = get_user_model().objects.filter(role__in=roles).order_by("username")
    return list(people.values_list("pk", flat=True))


def _carry(crossing, key, person) -> None:
    """One record through its door, by its own side's login, in the person's name."""
    with as_login(crossing.origin.login), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('threshold.person', %s, true)", [str(person)])
        cursor.execute(f"select {crossing.function}(%s, 'proof')", [str(key)])
        if not cursor.fetchone()[0]:
            raise ValueError(f"The door of “{crossing.name}” did not open for the proof's record.")


def _receive(model, variation: Variation, pools: dict) -> None:
    """What the receiving side makes of arrived rows, in this world; nothing in the empty one."""
    if not variation.count:
        return
    values = Values(variation, pools)
    for index, key in enumerate(pools.get(model, [])):
        changes = examples.arrived(model._meta.label, index + variation.link)
        if changes:
            ready = {name: _fixed(value, values, index) for name, value in changes.items()}
            model.objects.filter(pk=key).update(**ready)
