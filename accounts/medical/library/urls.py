"""Addresses of the scientific library."""

from django.urls import path

from . import views

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/new/", views.new, name="material_new"),
    path("library/<uuid:pk>/withdraw/", views.withdraw, name="material_withdraw"),
]
