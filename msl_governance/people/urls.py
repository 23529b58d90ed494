"""Addresses of people: signing in and out."""

from django.urls import include, path

from . import own_views, password_views, single_sign_on_views, views
from .factors import sign_in_views
from .factors import views as factor_views

app_name = "people"
urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.Login.as_view(), name="login"),
    path("login/password/", password_views.ask, name="password_ask"),
    path("login/password/sent/", password_views.sent, name="password_sent"),
    path("login/password/new/", password_views.new, name="password_new"),
    path("login/password/<slug:token>/", password_views.link, name="password_link"),
    path("login/second/", sign_in_views.second, name="second"),
    path("login/second/enrol/", sign_in_views.enrol, name="second_enrol"),
    path("login/passkey/", sign_in_views.passkey, name="passkey_sign_in"),
    path("login/sso/", single_sign_on_views.start, name="sso"),
    path("login/sso/back/", single_sign_on_views.back, name="sso_back"),
    path("me/", own_views.me, name="me"),
    path("me/confirm/", factor_views.confirm, name="confirm"),
    path("me/security/", factor_views.security, name="security"),
    path("me/security/app/", factor_views.app, name="app"),
    path("me/security/passkey/", factor_views.passkey, name="passkey"),
    path("me/security/codes/", factor_views.recovery_codes, name="codes"),
    path("me/password/", password_views.change, name="password_change"),
    path("people/", include("msl_governance.people.administration.urls")),
    path("logout/", views.Logout.as_view(), name="logout"),
]
