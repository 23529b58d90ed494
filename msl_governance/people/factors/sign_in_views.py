"""The second step of signing in, and signing in with a passkey alone."""

import json

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from msl_governance.firewall.access import ANYBODY, access
from msl_governance.firewall.database import signing_in

from .. import lockout, sign_in
from . import codes, passkeys, secrets, selectors, services
from .forms import CodeForm, EnrolAppForm

SECRET, STATE = "new_app_secret", "passkey_state"


@access(ANYBODY)
def second(request):
    """A code after the password. Who has no factor yet, and needs one, makes one first."""
    person = sign_in.pending(request)
    if person is None:
        return render(request, "registration/second_late.html")
    if not selectors.keys_of(person).exists():
        return redirect("people:second_enrol")
    form = CodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        sentence = _judged(person, form.cleaned_data["code"], lockout.address_of(request))
        if not sentence:
            return redirect(sign_in.complete(request, person))
        form.add_error("code", sentence)
        status = 422
    context = {"form": form, "has_passkey": selectors.keys_of(person).filter(kind="passkey").exists()}
    return render(request, "registration/second.html", context, status=status)


def _judged(person, code: str, address: str) -> str:
    """A sentence where the code does not let the person in; empty where it does. Counted as a password is."""
    if lockout.is_closed(person.username, address):
        return str(lockout.sentence())
    with signing_in(person, reason="second factor"):
        if services.check_code(person, code):
            return ""
    lockout.note_failure(person.username, address)
    return str(services.WRONG)


@access(ANYBODY)
def enrol(request):
    """The first factor of somebody whose role needs one; then they are in, and see their recovery codes."""
    person = sign_in.pending(request)
    if person is None or selectors.keys_of(person).exists():
        return render(request, "registration/second_late.html")
    secret = secret_of(request, person)
    form = EnrolAppForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and kept(request, person, secret, form):
        sign_in.complete(request, person)
        return redirect("people:codes")
    context = {
        "form": form,
        "secret": codes.typed_secret(secret),
        "qr": codes.picture(secret, person.username),
    }
    return render(request, "registration/second_enrol.html", context, status=422 if form.errors else 200)


def secret_of(request, person) -> bytes:
    """The secret of an app that is being added: the same until it is kept, sealed while it waits in the session."""
    try:
        return secrets.unseal(person.pk, request.session.get(SECRET, ""))
    except secrets.NotOurs:
        made = codes.new_secret()
        request.session[SECRET] = secrets.seal(person.pk, made)
        return made


def kept(request, person, secret: bytes, form) -> bool:
    """Keep the app; false, with the sentence in the form, where its code is wrong."""
    try:
        with signing_in(person, reason="second factor"):
            services.enrol_app(by=person, secret=secret, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    request.session.pop(SECRET, None)
    return True


@access(ANYBODY)
@require_http_methods(["GET", "POST"])
def passkey(request):
    """By GET what the browser needs; by POST its answer. A passkey shows both: who, and that it is they."""
    if request.method == "GET":
        options, request.session[STATE] = passkeys.ask_to_sign_in()
        return JsonResponse(options)
    state = request.session.pop(STATE, None)
    person = services.check_passkey(state=state, response=answer_in(request)) if state else None
    if person is None or not person.is_active:
        return JsonResponse({"sentence": str(passkeys.REFUSED)}, status=422)
    return JsonResponse({"address": sign_in.complete(request, person)})


def answer_in(request) -> dict:
    """The browser's answer; empty where it is no JSON object, or one nested beyond reading."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
