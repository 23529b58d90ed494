"""What the planted leaks of both directions use."""

from django.db import connection


class Leaks(dict):
    """Views by the name of their pitfall."""

    def __call__(self, function):
        """Register a planted leak."""
        self[function.__name__.replace("_", "-")] = function
        return function


def raw(sql, *params):
    """One value by raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
        return row[0] if row else ""
