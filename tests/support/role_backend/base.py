"""Within a test's transaction a side is entered by SET LOCAL ROLE; outside one, by the real login.

Grants hold in both. That a real login cannot climb out is tested with the real logins alone
(tests/firewall/logins), because here the session could always go back.
"""

from django.db.backends.postgresql import operations

from msl_governance.firewall.database import base


class DatabaseOperations(operations.DatabaseOperations):
    """Flushing between tests passes the append-only triggers, as only a superuser may."""

    def sql_flush(self, style, tables, **options):
        """Everything but the fingerprint of the grants, which stand as they stood."""
        return super().sql_flush(style, [t for t in tables if t != "firewall_manifest"], **options)

    def execute_sql_flush(self, sql_list):
        """Truncate with triggers off."""
        with self.connection.as_login("admin"):
            head, tail = "SET session_replication_role = replica", "SET session_replication_role = origin"
            super().execute_sql_flush([head, *sql_list, tail])


class DatabaseWrapper(base.DatabaseWrapper):
    """The session is a superuser's; every statement of the product runs as one of the roles."""

    ops_class = DatabaseOperations
    default_login = "owner"

    def become(self, login):
        """SET LOCAL ROLE inside a transaction, the real swap outside."""
        if login == self.login:
            return
        if not self.in_atomic_block:
            super().become(login)
            return
        if not self.needs_rollback:
            with self.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE threshold_{login}")
        self.login = login

    def aside(self, function):
        """In the test's own transaction, whose rows no other connection sees."""
        with self.as_login("core"):
            return function()

    def get_connection_params(self):
        """The owner's session is the superuser's, so that it may take on every role."""
        if self.login != "owner":
            return super().get_connection_params()
        self.login = "admin"
        try:
            return super().get_connection_params()
        finally:
            self.login = "owner"

    def init_connection_state(self):
        """The superuser's session acts as the owner from its first statement on."""
        super().init_connection_state()
        if self.login == "owner":
            with self.cursor() as cursor:
                cursor.execute("SET ROLE threshold_owner")
