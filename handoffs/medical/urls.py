"""Addresses of handoffs/medical."""

from django.urls import path

from . import views
from .answering.views import answering, set_answers

app_name = "handoffs_medical"
urlpatterns = [
    path("", views.queue, name="list"),
    path("calendar/", views.calendar, name="calendar"),
    path("screen/", views.screen, name="screen"),
    path("answering/", answering, name="answering"),
    path("answering/set/", set_answers, name="set_answers"),
    path("escalated/", views.escalated, name="escalated"),
    path("interests/", views.interests, name="interests"),
    path("interests/<uuid:pk>/release/", views.release, name="release"),
    path("interests/<uuid:pk>/hold/", views.hold, name="hold"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/calendar.ics", views.ics, name="ics"),
    path("<uuid:pk>/adverse-events/<uuid:event_pk>/", views.forward, name="forward"),
    path("<uuid:pk>/<slug:name>/", views.act, name="act"),
]
