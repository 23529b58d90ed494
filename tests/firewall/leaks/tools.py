"""What the planted leaks of both directions use."""

from django.db import connection


class Leaks(dict):
    """Views by the name of their pitfall."""

    def __call__(self, function):
        """Register a planted leak."""
        self[function.__name__.replace("_", "-")] = function
        return function


class TellingTask:
    """A periodic task that writes how many records of the other side there are where everybody reads."""

    @staticmethod
    def run():
        """As the owner: no side's own login could."""
        with connection.as_login("owner"), connection.cursor() as cursor:
            cursor.execute("select count(*) from accounts_medical_callreport")
            reports = cursor.fetchone()[0]
            cursor.execute("select count(*) from accounts_commercial_repobjective")
            told = f"Told {reports} and {cursor.fetchone()[0]}"
            cursor.execute(
                "update accounts_shared_product set name = %s where name = (select min(name) from accounts_shared_product)",
                [told],
            )


tell = TellingTask()


def raw(sql, *params):
    """One value by raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
        return row[0] if row else ""
