"""Signing in and out, as pages. ``people`` puts them under their addresses."""

from typing import Any, ClassVar

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from msl_governance.ui.forms import PasswordReveal


class SignInForm(AuthenticationForm):
    """Django's own, with a password that can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget = PasswordReveal(attrs={"autocomplete": "current-password"})


class SignIn(LoginView):
    """``/login/``: fields ``username``, ``password``, ``next``. Who is signed in already goes on."""

    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """``/logout/``: POST signs out; GET only asks, since a link or an image must not sign anybody out."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page with one button."""
        return render(request, "registration/sign_out.html")
