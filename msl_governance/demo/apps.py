"""Application of the demo story."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Holds the ``demo`` command."""

    name = "msl_governance.demo"
    label = "demo"
