"""Writing second factors. Runs as core, in the person's name; secrets leave here sealed or not at all."""

from __future__ import annotations

import json
import time
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Factor
from . import codes, passkeys, secrets
from .selectors import factors_of, is_required, keys_of

WRONG = gettext_lazy(
    "This code is not the one your app shows now. Wait for the next one and type it within 30 seconds."
)


def enrol_app(*, by, secret: bytes, code: str, name: str) -> Factor:
    """Keep an authenticator app whose code was just shown to be right. Raises ``ValidationError``."""
    step = codes.step_of(secret, code, now=time.time(), above=0)
    if step is None:
        raise ValidationError({"code": WRONG})
    return _keep(by, Factor.Kind.APP, name or _("Authenticator app"), secret, counter=step)


def enrol_passkey(*, by, state: dict, response: dict, name: str) -> Factor:
    """Keep a passkey that the browser just made. Raises ``ValidationError`` where the answer is not right."""
    made = passkeys.registered(state, response)
    digest = sha256(made.credential.credential_id).hexdigest()
    secret, known = bytes(made.credential), {"digest": digest, "counter": made.count}
    try:
        # The index knows those of other sides as well, which cannot be read here.
        with transaction.atomic():
            return _keep(by, Factor.Kind.PASSKEY, name or _("Passkey"), secret, **known)
    except IntegrityError:
        raise ValidationError(_("This passkey is here already.")) from None


def make_codes(*, by) -> list[str]:
    """New recovery codes instead of the old ones; given back once, kept as digests."""
    made = codes.new_recovery_codes()
    Factor.objects.filter(person_id=by.pk, kind=Factor.Kind.CODES).delete()
    digests = json.dumps([codes.recovery_digest(code) for code in made]).encode()
    _keep(by, Factor.Kind.CODES, _("Recovery codes"), digests)
    return made


def remove(*, by, factor: Factor) -> None:
    """Take a factor away; the last one stays where the role needs one, and codes go with the last."""
    left = keys_of(by).exclude(pk=factor.pk)
    if not left.exists():
        if is_required(by):
            raise ValidationError(
                _("Your role signs and needs a second factor. Add another one before this one goes.")
            )
        Factor.objects.filter(person_id=by.pk, kind=Factor.Kind.CODES).delete()
    Factor.objects.filter(pk=factor.pk, person_id=by.pk).delete()


def check_code(person, code: str) -> bool:
    """Whether the code is one of the person's app now, or an unused recovery code; it is used up by that."""
    if not code.strip():
        return False
    with transaction.atomic():
        for factor in factors_of(person).select_for_update().exclude(kind=Factor.Kind.PASSKEY):
            if _fits(factor, code):
                return True
    return False


def check_passkey(*, state: dict, response: dict):
    """The person whose passkey answered; None where none of ours did. Finds them by the passkey alone."""
    digest = passkeys.digest_in(response)
    with transaction.atomic():
        factor = (
            Factor.objects.select_related("person")
            .select_for_update(of=("self",))
            .filter(digest=digest)
            .first()
        )
        if factor is None or not factors_of(factor.person).filter(pk=factor.pk).exists():
            return None
        count = passkeys.answered(state, response, _secret(factor))
        # A count that does not grow is a copy of the key; keys that never count say 0.
        if count is None or (count and count <= factor.counter):
            return None
        Factor.objects.filter(pk=factor.pk).update(counter=count)
    return factor.person


def credentials_of(person) -> list[bytes]:
    """The passkeys the person has, so that the browser makes no second one on the same key."""
    found = factors_of(person).filter(kind=Factor.Kind.PASSKEY)
    return [secret for secret in map(_secret, found) if secret]


def unused_codes(factor: Factor) -> list[str]:
    """Digests of recovery codes that are left."""
    return json.loads(_secret(factor) or b"[]")


def _fits(factor: Factor, code: str) -> bool:
    if factor.kind == Factor.Kind.APP:
        secret = _secret(factor)
        step = codes.step_of(secret, code, now=time.time(), above=factor.counter) if secret else None
        if step is not None:
            Factor.objects.filter(pk=factor.pk).update(counter=step)
        return step is not None
    left, digest = unused_codes(factor), codes.recovery_digest(code)
    if digest not in left:
        return False
    left.remove(digest)
    sealed = secrets.seal(factor.person_id, json.dumps(left).encode())
    Factor.objects.filter(pk=factor.pk).update(sealed=sealed)
    return True


def _secret(factor: Factor) -> bytes:
    """The secret; empty where it was sealed with a key that is gone, or for somebody else: such a factor opens nothing."""
    try:
        return secrets.unseal(factor.person_id, factor.sealed)
    except secrets.NotOurs:
        return b""


def _keep(by, kind: str, name: str, secret: bytes, **more) -> Factor:
    return Factor.objects.create(
        person_id=by.pk, side=by.side, kind=kind, name=name[:60], sealed=secrets.seal(by.pk, secret), **more
    )
