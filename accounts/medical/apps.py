"""Application: Call reports."""

from django.apps import AppConfig


class AccountsMedicalConfig(AppConfig):
    """Call reports."""

    name = "accounts.medical"
    label = "accounts_medical"
