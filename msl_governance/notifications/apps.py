"""Application of notices."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices per side."""

    name = "msl_governance.notifications"
    label = "notifications"
