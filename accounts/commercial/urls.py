"""Addresses of accounts/commercial."""

from django.urls import path

from . import views

app_name = "accounts_commercial"
urlpatterns = [path("<uuid:pk>/", views.account, name="account")]
