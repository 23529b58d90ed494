"""The app ``ui``: no models, only what every page is made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the check that every entry of the navigation leads somewhere."""

    name = "msl_governance.ui"
    label = "ui"

    def ready(self) -> None:
        """Loads the checks."""
        from msl_governance.ui import checks  # noqa: F401
