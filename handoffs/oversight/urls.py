"""Addresses of handoffs/oversight."""

from django.urls import path

from . import views

app_name = "handoffs_oversight"
urlpatterns = [path("", views.escalations, name="escalations")]
