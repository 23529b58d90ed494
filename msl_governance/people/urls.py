"""Addresses of people: signing in and out."""

from django.urls import include, path

from . import password_views, views

app_name = "people"
urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.Login.as_view(), name="login"),
    path("login/password/", password_views.ask, name="password_ask"),
    path("login/password/sent/", password_views.sent, name="password_sent"),
    path("login/password/new/", password_views.new, name="password_new"),
    path("login/password/<slug:token>/", password_views.link, name="password_link"),
    path("me/password/", password_views.change, name="password_change"),
    path("people/", include("msl_governance.people.administration.urls")),
    path("logout/", views.Logout.as_view(), name="logout"),
]
