"""What an administrator does: accounts, roles, leavers, territories. Access follows in the same transaction.

Mistakes are ``ValidationError`` with a sentence by field.
"""

from __future__ import annotations

from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.firewall.sides import Role, Side

from ..models import AccountChange, PasswordRequest, PasswordToken, Person
from . import rules, selectors
from .alignments import end_all_of, follow

# What a form may change on a person; role and activity have steps of their own.
FACTS = (
    "full_name",
    "email",
    "team",
    "manager",
    "scientific_background",
    "attested_on",
    "time_zone",
    "identity",
)


def create_person(*, by, username: str, role: str, **facts) -> Person:
    """A new account without a password; its first link is mailed. With two persons it waits until confirmed."""
    _check_training(facts)
    person = Person(username=username, role=role, side=Role(role).side, **facts)
    person.set_unusable_password()
    waits = rules.needs_second_person()
    person.is_active = not waits
    _check(person)
    person.save(force_insert=True)
    if waits:
        _ask_second(by, person, AccountChange.Kind.NEW, role)
    elif person.email:
        invite(by=by, person=person)
    return person


def change_person(*, by, person: Person, **facts) -> None:
    """Change facts about a person; nothing is written where nothing is new.

    With two persons nobody alone moves the address or the provider's name of an active account: who could would
    have its password link mailed to themselves; nor once the second person was shown where it leads. Raises
    ``ValidationError`` beside the field.
    """
    changed = [name for name, value in facts.items() if getattr(person, name) != value]
    _check_training({name: facts[name] for name in changed})
    moved = [name for name in ("email", "identity") if name in changed]
    if moved and rules.needs_second_person():
        if person.is_active:
            raise ValidationError(dict.fromkeys(moved, NOT_ALONE))
        if _is_about_to_open(person):
            raise ValidationError(dict.fromkeys(moved, SHOWN))
    for name in changed:
        setattr(person, name, facts[name])
    _check(person)
    if changed:
        person.save(update_fields=changed)
    if moved:
        _void_links(person)


def _void_links(person: Person) -> None:
    """No link mailed so far opens any more: it may lie in a mailbox that is no longer the person's."""
    PasswordToken.objects.filter(person=person).delete()


def change_role(*, by, person: Person, role: str, **facts) -> list[Person]:
    """Another role on the same side: sessions end, lines that no longer fit end. Gives back who now reports to nobody.

    With two persons only the wish is noted; ``facts`` are written at once. Raises ``ValidationError`` where the role
    is another side's, or needs something that is not on record.
    """
    if Role(role).side != Side(person.side):
        raise ValidationError({"role": OTHER_SIDE % {"side": Side(person.side).label}})
    if person.pk == by.pk:
        raise ValidationError({"role": _("Nobody changes their own role. Ask another administrator.")})
    _check_training(facts)
    if rules.needs_second_person():
        change_person(by=by, person=person, **facts)
        _check(_in_role(copy(person), role))
        _ask_second(by, person, AccountChange.Kind.ROLE, role)
        return []
    for name, value in facts.items():
        setattr(person, name, value)
    return _take_role(person, role)


NOT_ALONE = gettext_lazy(
    "This leads to somebody’s account, so nobody changes it alone. Let the account leave, change it, and let it return: "
    "a second person confirms the return."
)
SHOWN = gettext_lazy(
    "A second person is asked to open this account as it stands. Have that refused first, then change it and ask again."
)
AHEAD = gettext_lazy(
    "This day lies ahead. Write the day on which the training was attested; doors open for a year from then."
)
OTHER_SIDE = gettext_lazy(
    "Nobody changes sides: this account stays on the %(side)s side. Let it leave, and make another account on the "
    "other side; what was written with this one stays where it is."
)


def leave(*, by, person: Person) -> None:
    """Access ends at once: sessions, alignment, grants. Records stay, and so does the name on them."""
    if person.pk == by.pk:
        raise ValidationError(_("Nobody lets themselves leave. Ask another administrator."))
    if not person.is_active:
        return
    Person.objects.filter(pk=person.pk).update(is_active=False, sessions_ended=F("sessions_ended") + 1)
    person.refresh_from_db()
    _void_links(person)
    end_all_of(by=by, person=person)


def come_back(*, by, person: Person) -> None:
    """A leaver signs in again, with the role they had and no territory. With two persons it waits."""
    if person.is_active:
        return
    if rules.needs_second_person():
        _ask_second(by, person, AccountChange.Kind.RETURN, person.role)
        return
    _activate(person)


def end_sessions(*, by, person: Person) -> None:
    """Every session of the person ends with their next click, and no mailed link begins another."""
    Person.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    _void_links(person)


def reset_factors(*, by, person: Person) -> None:
    """Every second factor of the person is void from now on, and every session ends; the next sign-in asks anew."""
    ended = F("sessions_ended") + 1
    Person.objects.filter(pk=person.pk).update(factors_void_before=timezone.now(), sessions_ended=ended)
    _void_links(person)


def invite(*, by, person: Person) -> None:
    """Have a link mailed with which the person sets a password; it lives for days."""
    if not (person.is_active and person.email):
        raise ValidationError(_("A link is mailed to active people who have an e-mail address."))
    PasswordRequest.objects.create(username=person.username, invitation=True)


def decide(*, by, change: AccountChange, confirmed: bool) -> None:
    """The second person's word. The platform side carries out what was confirmed."""
    if change.asked_by_id == by.pk:
        raise ValidationError(_("You asked for this yourself. Somebody else has to confirm or refuse it."))
    if not rules.may_confirm(by.side):
        raise ValidationError(_("Compliance confirms accounts here. Ask a compliance officer."))
    word = AccountChange.Decision.CONFIRMED if confirmed else AccountChange.Decision.REFUSED
    waiting = AccountChange.objects.filter(pk=change.pk, decision=AccountChange.Decision.WAITS)
    if not waiting.update(decision=word, decided_by_id=by.pk, decided_at=timezone.now()):
        raise ValidationError(_("This was decided meanwhile."))
    if confirmed and Side(by.side) == Side.PLATFORM:
        carry_out_confirmed()


def carry_out_confirmed() -> int:
    """Let confirmed changes take effect; how many did. Runs as the platform side, twice without harm."""
    ready = AccountChange.objects.filter(decision=AccountChange.Decision.CONFIRMED, applied_at=None)
    number = 0
    for change in ready.select_for_update(skip_locked=True):
        person = Person.objects.get(pk=change.person_id)
        if not _carried_out(person, change):
            continue  # what cannot be carried out must not stop what others wait for
        AccountChange.objects.filter(pk=change.pk).update(applied_at=timezone.now())
        number += 1
    return number


def _carried_out(person: Person, change: AccountChange) -> bool:
    try:
        with transaction.atomic():
            if change.kind == AccountChange.Kind.ROLE:
                _take_role(person, change.role)
            else:
                _activate(person)
    except ValidationError:
        return False
    return True


def _ask_second(by, person: Person, kind: str, role: str) -> None:
    if AccountChange.objects.filter(person=person, decision=AccountChange.Decision.WAITS).exists():
        raise ValidationError(_("A change of this account waits for a second person already."))
    _check(person)
    AccountChange.objects.create(
        person=person, kind=kind, role=role, full_name=person.full_name, asked_by_id=by.pk
    )


def _is_about_to_open(person: Person) -> bool:
    """Whether a second person is asked to let it in, or said yes and it was not carried out yet."""
    opening = AccountChange.objects.filter(person=person).exclude(kind=AccountChange.Kind.ROLE)
    return opening.filter(applied_at=None).exclude(decision=AccountChange.Decision.REFUSED).exists()


def _activate(person: Person) -> None:
    if person.manager and not person.manager.is_active:
        person.manager = None
    person.is_active = True
    person.save(update_fields=["is_active", "manager"])
    if person.email:
        PasswordRequest.objects.create(username=person.username, invitation=True)
    follow(person)


def _take_role(person: Person, role: str) -> list[Person]:
    _check(_in_role(person, role))
    person.sessions_ended += 1
    person.save()
    _void_links(person)
    reports = Person.objects.filter(manager=person).order_by("full_name")
    loose = [one for one in reports if not rules.may_lead(role, one.role)]
    Person.objects.filter(pk__in=[one.pk for one in loose]).update(manager=None)
    return loose


def _check_training(facts: dict) -> None:
    """A training attested in advance would hold the doors open for as long as somebody likes."""
    if (day := facts.get("attested_on")) and day > selectors.today():
        raise ValidationError({"attested_on": AHEAD})


def _in_role(person: Person, role: str) -> Person:
    """The person as they would be in a role: whoever does not lead it leads them no more."""
    person.role = role
    if person.manager and not rules.may_lead(person.manager.role, role):
        person.manager = None
    return person


def _check(person: Person) -> None:
    """The model's rules, and a reporting line that fits."""
    person.full_clean(exclude=["password"])
    manager = person.manager
    if manager is None:
        return
    if not manager.is_active or not rules.may_lead(manager.role, person.role):
        raise ValidationError(
            {"manager": _("Somebody of that role is led by another role of the same side.")}
        )
    above: Person | None = manager
    seen = set()
    while above is not None and above.pk not in seen:
        if above.pk == person.pk:
            raise ValidationError({"manager": _("This would be a circle: that person reports to this one.")})
        seen.add(above.pk)
        above = above.manager


def create_territory(*, by, side: Side, **facts):
    """A new territory in a side's tree."""
    territory = selectors.TERRITORIES[side](**facts)
    _check_territory(side, territory)
    territory.save(force_insert=True)
    return territory


def change_territory(*, by, side: Side, territory, **facts) -> None:
    """Name, parent, regions, and whether one person works it at a time; nothing is written where nothing is new."""
    changed = [name for name, value in facts.items() if getattr(territory, name) != value]
    for name in changed:
        setattr(territory, name, facts[name])
    _check_territory(side, territory)
    if not changed:
        return
    territory.save(update_fields=changed)
    if "alone" in changed:
        _copy_alone(side, territory)


def _copy_alone(side: Side, territory) -> None:
    """What holds from today on; the past may have had two."""
    ends_later = Q(during__upper_inf=True) | Q(during__endswith__gt=selectors.today())
    held = selectors.ALIGNMENTS[side].objects.filter(ends_later, territory=territory)
    if territory.alone and held.count() > 1:
        raise ValidationError(
            {"alone": _("Several people work it now or will. End all but one of them first.")}
        )
    held.update(alone=territory.alone)


def _check_territory(side: Side, territory) -> None:
    territory.full_clean()
    for region in territory.regions:
        if not rules.is_state(region):
            sentence = _("“%(region)s” is no state. Write two letters each, with commas between: NY, MA.")
            raise ValidationError({"regions": sentence % {"region": region}})
    model = selectors.TERRITORIES[side]
    if model.objects.filter(name__iexact=territory.name).exclude(pk=territory.pk).exists():
        raise ValidationError({"name": _("There is a territory of this name on this side already.")})
    parents = dict(model.objects.values_list("pk", "parent_id"))
    above = territory.parent_id
    while above is not None:
        if above == territory.pk:
            raise ValidationError(
                {"parent": _("A territory cannot lie within itself or within its own parts.")}
            )
        above = parents.get(above)
