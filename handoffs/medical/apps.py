"""Application: Inquiries as received and answered."""

from django.apps import AppConfig


class HandoffsMedicalConfig(AppConfig):
    """Inquiries as received and answered."""

    name = "handoffs.medical"
    label = "handoffs_medical"
