"""Addresses of accounts/commercial."""

from django.urls import path

from . import views
from .calls import urls as calls
from .content import urls as content
from .listing import urls as listing
from .objectives import urls as objectives
from .proposals import urls as proposals

app_name = "accounts_commercial"
urlpatterns = [
    *listing.urlpatterns,
    *content.urlpatterns,
    *objectives.urlpatterns,
    *calls.urlpatterns,
    *proposals.urlpatterns,
    path("choose/", views.choose, name="choose"),
    path("<uuid:pk>/", views.account, name="account"),
]
