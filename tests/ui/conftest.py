"""The kit's templates, addresses and navigation, whichever settings the suite runs with; no database."""

import pytest
from django.test import RequestFactory

from msl_governance.ui import navigation
from tests.ui import kit_settings, kit_urls
from tests.ui.kit_browser import address, visit

__all__ = ["address", "visit"]


@pytest.fixture
def registry(monkeypatch):
    """An empty navigation for one test."""
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_places", {})


@pytest.fixture
def kit(settings, registry):
    """The kit's settings; returns a function that asks one of its views as a person of a role."""
    settings.TEMPLATES = kit_settings.TEMPLATES
    settings.ROOT_URLCONF = kit_settings.ROOT_URLCONF
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    kit_urls.furnish()

    def ask(view, path="/", role="msl", data=None, **extra):
        factory = RequestFactory()
        request = factory.get(path, **extra) if data is None else factory.post(path, data, **extra)
        request.user = kit_urls.person(role) if role else kit_urls.AnonymousUser()
        request.htmx = None
        response = view(request)
        response.text_now = response.content.decode()
        return response

    return ask
