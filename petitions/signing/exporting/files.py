"""Files that are made here: kept in memory while they are small, on disk when they are long."""

import os
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from werkzeug.wsgi import FileWrapper

_IN_MEMORY = 2_000_000
_CHUNK = 65_536


def new_file() -> BinaryIO:
    """An empty file that is gone once it is closed."""
    return cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))


def read_from(file: BinaryIO, start: int = 0) -> BinaryIO:
    """The file, to be read from there to its end."""
    file.seek(start)
    return file


def body(file: BinaryIO) -> Iterable[bytes] | bytes:
    """What is left to be read, for an answer: whole where it is small, otherwise piece by piece; closed at the end."""
    start = file.tell()
    if file.seek(0, os.SEEK_END) > _IN_MEMORY:
        return FileWrapper(read_from(file, start), _CHUNK)
    with read_from(file, start):
        return file.read()
