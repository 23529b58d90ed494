"""Addresses of accounts/commercial."""

from django.urls import path

from . import views
from .content import urls as content
from .listing import urls as listing

app_name = "accounts_commercial"
urlpatterns = [
    *listing.urlpatterns,
    *content.urlpatterns,
    path("<uuid:pk>/", views.account, name="account"),
]
