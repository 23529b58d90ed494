"""Addresses of accounts/shared."""

from django.urls import path

from . import views
from .listing import views as listing

app_name = "accounts_shared"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("list/", listing.account_list, name="list"),
    path("list/new/", listing.add, name="list_new"),
    path("list/<uuid:pk>/", listing.entry, name="list_entry"),
    path("<uuid:pk>/", views.record, name="record"),
]
