"""Addresses of accounts/medical."""

from django.urls import path

from . import views
from .cotravel import urls as cotravel
from .finding import urls as finding
from .library import urls as library
from .listing import urls as listing
from .objectives import urls as objectives
from .proposals import urls as proposals
from .safety import urls as safety
from .signing import urls as signing
from .standing import urls as standing
from .visits import urls as visits

app_name = "accounts_medical"
urlpatterns = [
    *listing.urlpatterns,
    *objectives.urlpatterns,
    *standing.urlpatterns,
    *library.urlpatterns,
    *safety.urlpatterns,
    *proposals.urlpatterns,
    *signing.urlpatterns,
    *visits.urlpatterns,
    *cotravel.urlpatterns,
    *finding.urlpatterns,
    path("reports/new/", views.new, name="new"),
    path("reports/choose/", views.choose, name="choose"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("reports/<uuid:pk>/edit/", views.edit, name="edit"),
    path("reports/<uuid:pk>/discard/", views.discard, name="discard"),
    path("reports/<uuid:pk>/share/", views.share, name="share"),
    path("<uuid:pk>/", views.account, name="account"),
]
