"""Application of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, territories, sessions."""

    name = "msl_governance.people"
    label = "people"

    def ready(self):
        """Signing in writes no “last seen” anywhere: the directory must not tell who was active when."""
        from django.contrib.auth.models import update_last_login
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.disconnect(update_last_login, dispatch_uid="update_last_login")
