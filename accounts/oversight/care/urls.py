"""Addresses of directory care."""

from django.urls import path

from . import views

app_name = "accounts_care"
urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("proposals/<uuid:pk>/", views.proposal, name="proposal"),
    path("proposals/<uuid:pk>/make/", views.make, name="make"),
    path("proposals/<uuid:pk>/decline/", views.decline, name="decline"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/<uuid:one>/<uuid:other>/", views.compare, name="compare"),
    path("duplicates/<uuid:one>/<uuid:other>/merge/", views.merge, name="merge"),
    path("duplicates/<uuid:one>/<uuid:other>/apart/", views.apart, name="apart"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<uuid:pk>/separate/", views.separate, name="separate"),
]
