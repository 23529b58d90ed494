"""Addresses of oversight."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/<uuid:pk>/", views.passage, name="passage"),
    path("refusals/", views.refusals, name="refusals"),
    path("refusals/<uuid:pk>/", views.refusal, name="refusal"),
]
