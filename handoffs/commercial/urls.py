"""Addresses of handoffs/commercial."""

from django.urls import path

from . import views

app_name = "handoffs_commercial"
urlpatterns = [
    path("", views.inquiry_list, name="list"),
    path("new/", views.new, name="new"),
    path("screen/", views.screen, name="screen"),
    path("doctors/", views.doctors, name="doctors"),
    path("draft/", views.autosave, name="autosave"),
    path("<uuid:inquiry_id>/", views.detail, name="detail"),
    path("<uuid:inquiry_id>/edit/", views.edit, name="edit"),
    path("<uuid:inquiry_id>/delete/", views.delete, name="delete"),
    path("<uuid:inquiry_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:inquiry_id>/escalate/", views.escalate, name="escalate"),
    path("<uuid:inquiry_id>/adverse-event/", views.forward_adverse_event, name="forward_adverse_event"),
]
