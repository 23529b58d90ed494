"""Addresses of hand-offs, a half per side."""

from django.urls import include, path

urlpatterns = [
    path("medical/", include("handoffs.medical.urls")),
    path("commercial/", include("handoffs.commercial.urls")),
]
