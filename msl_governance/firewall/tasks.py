"""The one way to declare a task: with its side. An undeclared task cannot reach any record."""

from __future__ import annotations

import re
from functools import wraps

from celery import shared_task
from django.db import connection

from .database import acting_for
from .sides import Side

# Of a record, as ``str`` of a UUID writes it: any looser a rule and a name would go for one.
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def side_task(side: Side):
    """Declare a task of one side. It runs in that side's transaction; its arguments are ids alone.

    On an error the message carries the class of the exception and nothing else: no text of a record
    reaches broker, result or log.
    """

    def decorate(function):
        @wraps(function)
        def run(*ids):
            if not all(isinstance(one, str) and IDS.fullmatch(one) for one in ids):
                raise TypeError("A task takes ids alone.")
            failure = ""
            try:
                with connection.as_login("core"), acting_for(side, reason=f"task {function.__name__}"):
                    function(*ids)
            except Exception as error:
                failure = type(error).__name__
            if failure:
                raise TaskFailed(failure)

        return shared_task(run, name=f"{function.__module__}.{function.__name__}", ignore_result=True)

    return decorate


class TaskFailed(Exception):
    """A task failed; the message is the class of the error alone."""
