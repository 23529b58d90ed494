"""Application of the wall."""

from django.apps import AppConfig


class FirewallConfig(AppConfig):
    """Startup checks and doors. The manifest is applied by the ``migrate`` command."""

    name = "msl_governance.firewall"
    label = "firewall"

    def ready(self):
        """Register the startup checks and let each app declare its door."""
        from django.utils.module_loading import autodiscover_modules

        from . import checks  # noqa: F401

        autodiscover_modules("door")
