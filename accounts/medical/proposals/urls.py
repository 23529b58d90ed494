"""Addresses of medical's proposals."""

from django.urls import path

from . import views

urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/new/", views.new, name="proposal_new"),
]
