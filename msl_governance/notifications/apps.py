"""Application of notices."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices per side."""

    name = "msl_governance.notifications"
    label = "notifications"

    def ready(self):
        """The bell leads to the list and counts one's own unread notices."""
        from msl_governance.ui import navigation

        from .selectors import unread_count

        navigation.place("notifications", "notifications:list", count=unread_count)
