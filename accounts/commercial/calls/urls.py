"""Addresses of detail calls."""

from django.urls import path

from . import views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/new/", views.new, name="call_new"),
    path("calls/export/", views.export, name="call_export"),
    path("calls/<uuid:pk>/", views.call, name="call"),
    path("calls/<uuid:pk>/correct/", views.correct, name="call_correct"),
]
