"""Application: what a later issue might bring."""

from django.apps import AppConfig


class GrowthConfig(AppConfig):
    """Declares its door as every app does."""

    name = "tests.firewall.growth"
    label = "growth"

    def ready(self):
        """The door stands before any table is granted."""
        from . import door

        assert door
