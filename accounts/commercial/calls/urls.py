"""Addresses of detail calls."""

from django.urls import path

from . import listing, views

urlpatterns = [
    path("calls/", listing.calls, name="calls"),
    path("calls/new/", views.new, name="call_new"),
    path("calls/export/", listing.export, name="call_export"),
    path("calls/filters/", listing.keep, name="call_filter_keep"),
    path("calls/filters/<uuid:pk>/delete/", listing.forget, name="call_filter_forget"),
    path("calls/<uuid:pk>/", views.call, name="call"),
    path("calls/<uuid:pk>/correct/", views.correct, name="call_correct"),
]
