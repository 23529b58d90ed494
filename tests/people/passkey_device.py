"""A passkey device in memory: answers as a browser does, with a real key, for the host ``localhost``."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

HOST = "localhost"
PRESENT_AND_VERIFIED = 0x01 | 0x04
ATTESTED = 0x40


def web(data: bytes) -> str:
    """Base64 as the protocol writes it."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    """One passkey."""

    def __init__(self, origin=f"http://{HOST}:8000", host=HOST, identity=b"a passkey of tests"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.origin, self.host, self.identity, self.count = origin, host, identity, 0

    def _client(self, kind, challenge):
        return json.dumps(
            {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin}
        ).encode()

    def _answer(self, response):
        return {
            "id": web(self.identity),
            "rawId": web(self.identity),
            "type": "public-key",
            "response": response,
        }

    def register(self, options, name="My key"):
        """What the browser posts after making the passkey."""
        self.count += 1
        credential = AttestedCredentialData.create(
            b"\0" * 16, self.identity, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(self.host.encode()).digest(), PRESENT_AND_VERIFIED | ATTESTED, self.count, credential
        )
        made = AttestationObject.create("none", data, {})
        client = self._client("create", options["publicKey"]["challenge"])
        return self._answer({"clientDataJSON": web(client), "attestationObject": web(made)}) | {"name": name}

    def sign_in(self, options, count=None, flags=PRESENT_AND_VERIFIED):
        """What the browser posts after asking the passkey."""
        self.count = self.count + 1 if count is None else count
        data = AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, self.count)
        client = self._client("get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer({name: web(part) for name, part in parts.items()})
