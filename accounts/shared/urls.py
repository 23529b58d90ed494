"""Addresses of accounts/shared."""

from django.urls import path

from . import views

app_name = "accounts_shared"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<uuid:pk>/", views.record, name="record"),
]
