"""Application of people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """People, territories, sessions."""

    name = "msl_governance.people"
    label = "people"

    def ready(self):
        """Label the tables of django-axes. Signing in writes no “last seen”: no directory tells who was active when."""
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        from msl_governance.firewall.sides import Role
        from msl_governance.ui import navigation

        from .lockout import label_tables
        from .sign_in import signed_in

        admin = [Role.ADMINISTRATOR]
        navigation.register(admin, _("People"), "people:people", "users", 10, key="people")
        navigation.register(admin, _("Territories"), "people:territories", "map", 20, key="territories")
        navigation.register(admin, _("Roles"), "people:roles", "id", 30, key="roles")
        second = [Role.ADMINISTRATOR, Role.COMPLIANCE]
        navigation.register(second, _("Second person"), "people:changes", "user-check", 40, key="changes")

        label_tables()
        user_logged_in.connect(signed_in, dispatch_uid="threshold_signed_in")
        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
