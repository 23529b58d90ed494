"""Addresses of co-travel notes."""

from django.urls import path

from . import views

urlpatterns = [
    path("co-travel/", views.notes, name="co_travel"),
    path("reports/<uuid:pk>/co-travel/", views.on_report, name="report_co_travel"),
    path("visits/<uuid:pk>/co-travel/", views.on_visit, name="visit_co_travel"),
]
