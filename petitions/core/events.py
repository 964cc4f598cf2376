"""What happened, told to the slices above: handlers run inside the same transaction and raise."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import current_app

Handlers = Mapping[type, Sequence[Callable[[Any], None]]]
EXTENSION = "undersigned.handlers"


def emit(event: object) -> None:
    """Call every handler that `wiring.py` lists for the event's type, in order.

    Handlers write rows only. What they raise undoes the whole transaction.
    """
    handlers: Handlers = current_app.extensions[EXTENSION]
    for handler in handlers.get(type(event), ()):
        handler(event)
