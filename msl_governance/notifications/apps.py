"""Application of notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Notices per side."""

    name = "msl_governance.notifications"
    label = "notifications"

    def ready(self):
        """Bell and rail lead to the list and count one's own unread notices."""
        from msl_governance.firewall.sides import Role, Side
        from msl_governance.ui import navigation

        from .selectors import waiting_count

        navigation.place("notifications", "notifications:list", count=waiting_count)
        roles = [role for role in Role if role.side != Side.PLATFORM]
        navigation.register(
            roles, _("Notifications"), "notifications:list", "bell", 90, key="notices", count=waiting_count
        )
