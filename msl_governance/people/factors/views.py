"""One's own security page: second factors, sessions, and showing again who one is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from msl_governance.firewall.access import OWN, access
from msl_governance.firewall.database import signing_in

from .. import own_sessions, sign_in, signing
from ..own_page import confirmed, drawn
from . import codes, passkeys, selectors, services
from .forms import ConfirmForm, EnrolAppForm
from .sign_in_views import STATE, answer_in, kept, secret_of

NEW_CODES = "new_recovery_codes"


@access(OWN)
def security(request):
    """Second factors and sessions; by POST one of them goes."""
    if request.method == "POST":
        return _change(request)
    person = request.user
    context = {
        "keys": list(selectors.keys_of(person)),
        "codes_left": selectors.codes_left(person),
        "required": selectors.is_required(person),
        "sessions": own_sessions.of(request),
        "has_password": person.has_usable_password(),
    }
    return drawn(request, "people/security.html", context)


def _change(request):
    what = request.POST.get("what", "")
    if what == "remove":
        return _remove(request)
    ended = own_sessions.end(request, request.POST.get("session", "") if what == "end" else "")
    messages.success(request, _("Ended: %(number)s.") % {"number": ended})
    return redirect("people:security")


@confirmed
def _remove(request):
    factor = (
        selectors.keys_of(request.user).filter(pk=own_sessions.as_id(request.POST.get("factor", ""))).first()
    )
    try:
        if factor is not None:
            with signing_in(request.user, reason="second factor"):
                services.remove(by=request.user, factor=factor)
            messages.success(request, _("Removed. It opens nothing any more."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("people:security")


@sensitive_post_parameters()
@access(OWN)
def confirm(request):
    """Password or code again, then back to where one came from."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing.confirm(request.user, **form.cleaned_data)
        except signing.NotConfirmed as error:
            form.add_error(error.field, str(error))
        else:
            sign_in.note_confirmed(request)
            wanted = request.GET.get("next", "")
            safe = url_has_allowed_host_and_scheme(
                wanted, {request.get_host()}, require_https=request.is_secure()
            )
            return redirect(wanted if safe else "people:security")
    return drawn(request, "people/confirm.html", {"form": form}, status=422 if form.errors else 200)


@access(OWN)
@confirmed
def app(request):
    """An authenticator app: picture, and its first code. With the first factor come recovery codes."""
    secret, form = secret_of(request, request.user), EnrolAppForm(request.POST or None)
    first = not selectors.keys_of(request.user).exists()
    if request.method == "POST" and form.is_valid() and kept(request, request.user, secret, form):
        messages.success(request, _("From now on signing in asks for a code."))
        return redirect("people:codes" if first else "people:security")
    context = {
        "form": form,
        "secret": codes.typed_secret(secret),
        "qr": codes.picture(secret, request.user.username),
    }
    return drawn(request, "people/app.html", context, status=422 if form.errors else 200)


@access(OWN)
@confirmed
@require_http_methods(["GET", "POST"])
def passkey(request):
    """By GET what the browser needs to make a passkey; by POST its answer."""
    if request.method == "GET":
        known = services.credentials_of(request.user)
        options, request.session[STATE] = passkeys.ask_to_register(request.user, known)
        return JsonResponse(options)
    state, answer = request.session.pop(STATE, None) or {}, answer_in(request)
    first = not selectors.keys_of(request.user).exists()
    try:
        with signing_in(request.user, reason="second factor"):
            services.enrol_passkey(
                by=request.user, state=state, response=answer, name=str(answer.get("name", ""))
            )
    except ValidationError as error:
        return JsonResponse({"sentence": " ".join(error.messages)}, status=422)
    messages.success(request, _("The passkey opens Threshold from now on."))
    return JsonResponse({"address": "/me/security/codes/" if first else "/me/security/"})


@access(OWN)
@confirmed
def recovery_codes(request):
    """Ten codes, shown on the page that makes them and never again."""
    made = []
    if request.method == "POST":
        with signing_in(request.user, reason="recovery codes"):
            made = services.make_codes(by=request.user)
    context = {"codes": made, "left": selectors.codes_left(request.user)}
    return drawn(request, "people/codes.html", context)
