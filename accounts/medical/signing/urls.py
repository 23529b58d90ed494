"""Addresses of amendments."""

from django.urls import path

from . import views

urlpatterns = [path("reports/<uuid:pk>/amend/", views.amend, name="report_amend")]
