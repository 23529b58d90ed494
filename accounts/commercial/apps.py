"""Application: Prescribing data and rep objectives."""

from django.apps import AppConfig


class AccountsCommercialConfig(AppConfig):
    """Prescribing data and rep objectives."""

    name = "accounts.commercial"
    label = "accounts_commercial"
