"""Addresses of accounts: the directory, and each side's own pages."""

from django.urls import include, path

urlpatterns = [
    path("medical/", include("accounts.medical.urls")),
    path("commercial/", include("accounts.commercial.urls")),
    path("", include("accounts.shared.urls")),
]
