"""Addresses of the promotional library."""

from django.urls import path

from . import views

urlpatterns = [
    path("content/", views.library, name="content"),
    path("content/new/", views.new, name="content_new"),
    path("content/<uuid:pk>/", views.piece, name="content_piece"),
    path("content/<uuid:pk>/version/", views.version, name="content_version"),
    path("content/<uuid:pk>/withdraw/", views.withdraw, name="content_withdraw"),
]
