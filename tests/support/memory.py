"""Where tests keep their files: in memory, so that no test waits until a disk has written what nobody will read.

The product commits as durably as ever; only what it commits to forgets when the machine is switched off.
"""

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path("/dev/shm")
ROOM = 2 * 1024**3  # two servers of PostgreSQL, a browser, and what the tests under way have written


def use() -> None:
    """Let every temporary file of this process and of those it starts lie in memory, if there is room."""
    if "TMPDIR" not in os.environ and has_room(FOLDER):
        os.environ["TMPDIR"] = tempfile.tempdir = str(FOLDER)


def has_room(folder: Path) -> bool:
    """Whether the folder is there for us and holds all that a run of the tests writes."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
