"""Application: Directory of HCPs and organisations."""

from django.apps import AppConfig


class AccountsSharedConfig(AppConfig):
    """Directory of HCPs and organisations."""

    name = "accounts.shared"
    label = "accounts_shared"
