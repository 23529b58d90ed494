"""Addresses of accounts/commercial."""

from django.urls import path

from . import views
from .listing import urls as listing

app_name = "accounts_commercial"
urlpatterns = [*listing.urlpatterns, path("<uuid:pk>/", views.account, name="account")]
