"""A real OpenID provider on loopback (oidc-provider-mock), made to insist on PKCE as a strict one does."""

import json
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import oidc_provider_mock
import requests
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLAIMS = {
    "role": "administrator",
    "side": "PLATFORM",
    "name": "Somebody Else",
    "email": "other@provider.example",
}


class Strict:
    """The provider's application with RFC 7636 around it: no code without a challenge, no token without its verifier."""

    def __init__(self, app):
        self.app, self.challenges, self.asked = app, {}, []

    def __call__(self, environ, start_response):
        request = Request(environ)
        if request.path == "/oauth2/token":
            verifier = request.form.get("code_verifier", "")
            made = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            if self.challenges.pop(request.form.get("code"), None) != made:
                refusal = Response(json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json")
                return refusal(environ, start_response)
            return self._again(request, environ, start_response)
        if request.path == "/oauth2/authorize" and request.method == "POST":
            return self._noting(request, environ, start_response)
        return self.app(environ, start_response)

    def _noting(self, request, environ, start_response):
        assert request.args["code_challenge_method"] == "S256"
        self.asked.append(dict(request.args))
        answer = Response.from_app(self.app, self._fresh(request, environ))
        code = parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code", [""])[0]
        self.challenges[code] = request.args["code_challenge"]
        return answer(environ, start_response)

    def _again(self, request, environ, start_response):
        return Response.from_app(self.app, self._fresh(request, environ))(environ, start_response)

    def _fresh(self, request, environ):
        """The environment with its body to be read a second time."""
        body = urlencode(list(request.form.items(multi=True))).encode()
        return environ | {
            "wsgi.input": BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "werkzeug.request": None,
        }


class Provider:
    """The running provider."""

    def __init__(self, strict, port):
        self.strict, self.issuer = strict, f"http://localhost:{port}"

    def know(self, sub, **claims):
        """Somebody the provider knows, with all claims one could wish to be misled by."""
        answer = requests.put(f"{self.issuer}/users/{sub}", json=CLAIMS | claims, timeout=5)
        assert answer.ok, answer.text

    def sign_in(self, address, sub):
        """What a browser does at the provider: choose who one is; gives back the address one is sent to."""
        answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def deny(self, address):
        """Say no at the provider."""
        return requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5).headers[
            "Location"
        ]


@contextmanager
def running():
    """The provider on a free port of loopback; it ends with the block."""
    strict = Strict(oidc_provider_mock.app(require_nonce=True))
    server = make_server("localhost", 0, strict, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Provider(strict, server.server_port)
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
