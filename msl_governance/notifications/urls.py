"""Addresses of notifications."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("<uuid:pk>/read/", views.read_notice, name="read"),
    path("<uuid:pk>/open/", views.open_notice, name="open"),
]
