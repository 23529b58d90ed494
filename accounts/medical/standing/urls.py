"""Addresses of standing requests."""

from django.urls import path

from . import views

urlpatterns = [
    path("standing-requests/", views.standing_requests, name="standing_requests"),
    path("standing-requests/new/", views.new, name="standing_new"),
    path("standing-requests/<uuid:pk>/withdraw/", views.withdraw, name="standing_withdraw"),
]
