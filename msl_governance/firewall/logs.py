"""Logs never carry the text of records: exceptions are reduced to their class and the SQLSTATE."""

import logging


class NoRecordText(logging.Filter):
    """Keeps the kind of error and drops its words, which may quote a row (“Failing row contains …”)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, without exception text, stack or request object."""
        if record.exc_info:
            error = record.exc_info[1]
            state = getattr(getattr(error, "__cause__", None), "pgcode", None) or getattr(error, "pgcode", "")
            record.msg = f"{record.name}: {type(error).__name__} {state or ''}".rstrip()
            record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
        return True
