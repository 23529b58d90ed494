"""Addresses of safety records."""

from django.urls import path

from . import views

urlpatterns = [
    path("safety/", views.safety, name="safety"),
    path("safety/<uuid:pk>/forward/", views.forward, name="safety_forward"),
]
