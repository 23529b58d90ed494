"""Addresses of planned visits."""

from django.urls import path

from . import views

urlpatterns = [
    path("visits/new/", views.new, name="visit_new"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("visits/<uuid:pk>/move/", views.move, name="visit_move"),
    path("visits/<uuid:pk>/cancel/", views.cancel, name="visit_cancel"),
    path("visits/<uuid:pk>/calendar.ics", views.ics, name="visit_ics"),
]
