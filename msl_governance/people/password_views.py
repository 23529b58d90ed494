"""Passwords: a new one by mail for who forgot, and one's own changed."""

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from msl_governance.firewall.access import ANYBODY, SIGNED_IN, access

from . import services
from .forms import AskForPasswordForm, ChangePasswordForm, NewPasswordForm

TOKEN = "password_token"  # noqa: S105  the name of a place in the session


@access(ANYBODY)
def ask(request):
    """Who forgot asks for a mail; the answer is the same whoever has that name, or nobody."""
    form = AskForPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_for_password(username=form.cleaned_data["username"])
        return redirect("people:password_sent")
    status = 422 if form.errors else 200
    return render(request, "registration/password_ask.html", {"form": form}, status=status)


@access(ANYBODY)
def sent(request):
    """What happens next, for everybody in the same words."""
    return render(request, "registration/password_sent.html")


@access(ANYBODY)
def link(request, token):
    """The mailed address: the token moves into the session, so that no form and no later address carries it."""
    request.session[TOKEN] = token
    return render(request, "registration/password_new.html", {"form": NewPasswordForm()})


@sensitive_post_parameters()
@access(ANYBODY)
def new(request):
    """A new password by the token. A token that is not good is said only after a good password was typed."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = request.session.pop(TOKEN, "")
        if services.set_password_by_token(token=token, new=form.cleaned_data["new"]):
            messages.success(request, _("Your new password holds. Sign in with it."))
            return redirect("people:login")
        return render(request, "registration/password_stale.html", status=410)
    status = 422 if form.errors else 200
    return render(request, "registration/password_new.html", {"form": form}, status=status)


@sensitive_post_parameters()
@access(SIGNED_IN)
def change(request):
    """One's own password; every other session ends, this one stays."""
    form = ChangePasswordForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        if not services.change_password(by=request.user, new=form.cleaned_data["new"]):
            return redirect("people:password_change")
        request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()
        messages.success(request, _("Your new password holds. Every other session of yours has ended."))
        return redirect("people:home")
    status = 422 if form.errors else 200
    return render(request, "people/password.html", {"form": form}, status=status)
