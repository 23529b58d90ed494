"""Passkeys (WebAuthn) by Yubico's fido2: what the browser is asked, and whether its answer is right."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

REFUSED = gettext_lazy("This passkey opens nothing here. Sign in with your user name and password.")
VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Made:
    """A new passkey: what is kept of it, and its count."""

    credential: AttestedCredentialData
    count: int


def server() -> Fido2Server:
    """For the host in ``THRESHOLD_PUBLIC_URL``: a passkey of another host opens nothing here."""
    host = urlsplit(settings.THRESHOLD_PUBLIC_URL).hostname
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Threshold"))


def ask_to_register(person, digests_known: list[bytes]) -> tuple[dict, dict]:
    """What the browser needs to make a passkey, and the state to judge its answer by."""
    user = PublicKeyCredentialUserEntity(
        id=person.pk.bytes, name=person.username, display_name=person.full_name
    )
    options, state = server().register_begin(
        user,
        [_descriptor(known) for known in digests_known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(options), state


def ask_to_sign_in() -> tuple[dict, dict]:
    """What the browser needs to offer the passkeys it holds for this host; nobody is named."""
    options, state = server().authenticate_begin(user_verification=VERIFIED)
    return dict(options), state


def registered(state: dict, response: dict) -> Made:
    """The passkey in the browser's answer. Raises ``ValidationError`` with a sentence."""
    try:
        found = server().register_complete(state, response)
        return Made(AttestedCredentialData(found.credential_data or b""), found.counter)
    except Exception as error:
        raise ValidationError(_("The browser’s answer is not right. Start again from this page.")) from error


def digest_in(response: dict) -> str:
    """By what the passkey in an answer is found; empty where there is none."""
    try:
        return sha256(AuthenticationResponse.from_dict(response).raw_id).hexdigest()
    except Exception:
        return ""


def answered(state: dict, response: dict, credential: bytes) -> int | None:
    """The passkey's count where it answered rightly, else None."""
    try:
        server().authenticate_complete(state, [AttestedCredentialData(credential)], response)
        return AuthenticationResponse.from_dict(response).response.authenticator_data.counter
    except Exception:
        return None


def _descriptor(credential: bytes) -> PublicKeyCredentialDescriptor:
    found = AttestedCredentialData(credential)
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=found.credential_id)
