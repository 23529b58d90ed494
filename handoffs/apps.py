"""Application: The door itself."""

from django.apps import AppConfig


class HandoffsConfig(AppConfig):
    """The door itself."""

    name = "handoffs"
    label = "handoffs"
