"""Application: Door 1."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Door 1."""

    name = "accounts"
    label = "accounts"
