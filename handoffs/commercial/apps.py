"""Application: Inquiries as entered."""

from django.apps import AppConfig


class HandoffsCommercialConfig(AppConfig):
    """Inquiries as entered."""

    name = "handoffs.commercial"
    label = "handoffs_commercial"
