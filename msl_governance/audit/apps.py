"""Application of audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The reviewer's screens."""

    name = "msl_governance.audit"
    label = "audit"

    def ready(self):
        """The home of compliance and legal."""
        from msl_governance.firewall.sides import Role
        from msl_governance.people import homes

        from .selectors import overview

        for role in (Role.COMPLIANCE, Role.LEGAL):
            homes.register(role, "audit/home.html", overview)
