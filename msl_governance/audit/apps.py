"""Application of audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The reviewer's screens."""

    name = "msl_governance.audit"
    label = "audit"
