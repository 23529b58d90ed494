"""Which second factors a person has. Runs as core."""

from __future__ import annotations

from django.conf import settings

from msl_governance.firewall.sides import Role

from ..models import Factor

# Those whose signature stands on records.
SIGNERS = (Role.MSL, Role.MSL_DIRECTOR, Role.COMPLIANCE, Role.HEAD_OF_MEDICAL)


def factors_of(person):
    """Factors that count: those made since an administrator last reset them."""
    found = Factor.objects.filter(person_id=person.pk)
    return found.filter(made_at__gt=person.factors_void_before) if person.factors_void_before else found


def keys_of(person):
    """The factors one signs in with; recovery codes alone are none."""
    return factors_of(person).exclude(kind=Factor.Kind.CODES)


def has_code(person) -> bool:
    """Whether the person has codes to type: of an app, or to recover."""
    return factors_of(person).exclude(kind=Factor.Kind.PASSKEY).exists()


def is_required(person) -> bool:
    """Whether the person may not sign in without a second factor (setting; those who sign)."""
    return bool(settings.THRESHOLD["second_factor_for_signers"]) and person.role in SIGNERS


def codes_left(person) -> int:
    """How many recovery codes are not used yet."""
    from .services import unused_codes

    found = factors_of(person).filter(kind=Factor.Kind.CODES).first()
    return len(unused_codes(found)) if found else 0
