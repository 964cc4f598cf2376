"""An office that opens a file, changes it and saves it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx


def edited(data: bytes, edit: Callable[[Any], object]) -> bytes:
    """The file after somebody edited and saved it."""
    document = docx.Document(BytesIO(data))
    edit(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()
