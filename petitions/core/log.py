"""The log of every process: one plain line an event on standard error."""

import logging
import sys
from typing import Any

import structlog


def set_up() -> None:
    """Write the event, what is told of it and, of an error, where it came from; never what variables held meanwhile.

    Addresses, subjects and reply texts, which may hold addresses, do not belong into what is told.
    """
    for talkative, level in (("huey", logging.WARNING), ("flufl.bounce", logging.CRITICAL)):
        logging.getLogger(talkative).setLevel(level)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=_to_standard_error,
    )


def _to_standard_error(*_names: Any) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
