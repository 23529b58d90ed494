"""Application of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, territories, sessions."""

    name = "msl_governance.people"
    label = "people"

    def ready(self):
        """Label the tables of django-axes. Signing in writes no “last seen”: no directory tells who was active when."""
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        from .lockout import label_tables

        label_tables()
        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
