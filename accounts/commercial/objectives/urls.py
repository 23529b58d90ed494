"""Addresses of detailing aims."""

from django.urls import path

from . import views

urlpatterns = [
    path("objectives/", views.objectives, name="objectives"),
    path("objectives/new/", views.new, name="objective_new"),
    path("objectives/<uuid:pk>/", views.objective, name="objective"),
]
