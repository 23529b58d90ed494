"""Addresses of commercial's half of the account list."""

from django.urls import path

from . import views

urlpatterns = [
    path("list/new/", views.add, name="list_new"),
    path("list/<uuid:pk>/", views.entry, name="list_entry"),
]
