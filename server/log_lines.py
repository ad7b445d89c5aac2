"""Say in one line of the log what is no fault of the program."""

from __future__ import annotations

import logging

from techland.graph.errors import TechlandError


def tell_in_one_line(record: logging.LogRecord) -> bool:
    """Tell an answer that was cut after its first byte without a trace; keep every record."""
    error = record.exc_info[1] if record.exc_info else None
    cause = error if isinstance(error, TechlandError) else getattr(error, "__cause__", None)
    if isinstance(cause, TechlandError):
        record.msg, record.args = "an answer was cut: %s", (cause.message,)
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
