"""Addresses of accounts/oversight."""

from django.urls import path

from . import views

app_name = "accounts_oversight"
urlpatterns = [path("", views.exports, name="exports")]
