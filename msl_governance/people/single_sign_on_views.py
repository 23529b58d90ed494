"""To the identity provider and back."""

from django.shortcuts import redirect, render

from msl_governance.firewall.access import ANYBODY, access

from . import sign_in, single_sign_on

NEXT = "sso_next"


@access(ANYBODY)
def start(request):
    """Off to the provider."""
    if not single_sign_on.is_set_up():
        return render(request, "registration/sso.html", {"why": "absent"})
    request.session[NEXT] = request.GET.get("next", "")
    try:
        return single_sign_on.start(request)
    except single_sign_on.NotSignedIn:
        return render(request, "registration/sso.html", {"why": "unreachable"}, status=502)


@access(ANYBODY)
def back(request):
    """In, where the provider names somebody who has an account here and is active."""
    if not single_sign_on.is_set_up():
        return render(request, "registration/sso.html", {"why": "absent"})
    try:
        person = single_sign_on.finish(request)
    except single_sign_on.NotSignedIn:
        return render(request, "registration/sso.html", {"why": "refused"}, status=403)
    return redirect(sign_in.complete(request, person, wanted=request.session.pop(NEXT, "")))
