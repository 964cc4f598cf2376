"""Stale pages are refused, not merged: a row counts its revisions, and a form says from which one it was made."""

from typing import Protocol, cast

from flask_babel import gettext as _

from petitions.core.db import Base, locked
from petitions.core.errors import StalePage


class Revised(Protocol):
    """A row that counts its revisions."""

    revision: int


def next_revision(row: Base, made_from: int) -> None:
    """Lock the row and count one revision on. Raises `StalePage` where it is not the form’s own."""
    locked(row)
    revised = cast("Revised", row)
    if revised.revision != made_from:
        raise StalePage(
            _("Somebody changed this while you wrote. What is stored now is shown below; save again to replace it.")
        )
    revised.revision += 1
