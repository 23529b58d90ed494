"""The app ``ui``: no models, only what every page is made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the check that every entry of the navigation leads somewhere, and what forms say by default."""

    name = "msl_governance.ui"
    label = "ui"

    def import_models(self) -> None:
        """Comes before the ``ready`` of any app, and so before any form."""
        from msl_governance.ui import sentences

        sentences.install()
        super().import_models()

    def ready(self) -> None:
        """Loads the checks."""
        from msl_governance.ui import checks  # noqa: F401
