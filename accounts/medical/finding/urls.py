"""Addresses of the list of call reports."""

from django.urls import path

from . import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/search/", views.search, name="report_search"),
    path("reports/export/", views.export, name="report_export"),
    path("reports/filters/", views.keep, name="report_filter_keep"),
    path("reports/filters/<uuid:pk>/delete/", views.forget, name="report_filter_forget"),
]
