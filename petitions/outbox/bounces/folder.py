"""The Maildir in which a mail server puts what comes back, and of which the worker takes what it understands."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import process_time

import structlog
from flask import current_app

from petitions.core.clock import now
from petitions.core.config import Settings
from petitions.core.db import after_commit
from petitions.outbox.bounces.reading import LONGEST, read
from petitions.outbox.bounces.service import has_left, message_meant, take_back

# Seconds of processor time, after which the next mail waits for the next look: whoever signs meanwhile waits as long.
AT_ONCE = 0.5
# What is no news of a mail of ours may be anything, so it is not kept for ever.
KEPT = timedelta(days=30)
log = structlog.get_logger()


def take() -> int:
    """Take what came since, and return how many messages came back. A file goes once its news is committed.

    Whatever else lies there is moved from ``new`` to ``cur``, where a mail program shows it, and removed after thirty
    days. News of a message that is still being handed over waits until that has ended.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if settings.bounce_folder is None:
        return 0
    begun, looked_at, taken = process_time(), 0, 0
    for file in sorted(_files(settings.bounce_folder / "new")):
        if process_time() - begun > AT_ONCE:
            break
        # Another worker may have taken it since.
        with suppress(FileNotFoundError):
            taken += _take(file)
        looked_at += 1
    _forget_old(settings.bounce_folder / "cur")
    if looked_at:
        log.info("mails that came back", looked_at=looked_at, taken=taken)
    return taken


def _take(file: Path) -> bool:
    with file.open("rb") as opened:
        report = read(opened.read(LONGEST))
    message = message_meant(report) if report else None
    if report is None or message is None:
        after_commit(partial(_set_aside, file))
        return False
    if not has_left(message):
        return False
    take_back(message, report.said)
    after_commit(partial(file.unlink, missing_ok=True))
    return True


def _set_aside(file: Path) -> None:
    seen = file.parent.parent / "cur" / f"{file.name.partition(':')[0]}:2,"
    seen.parent.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):
        file.rename(seen)


def _forget_old(folder: Path) -> None:
    oldest = (now() - KEPT).timestamp()
    for file in _files(folder):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < oldest:
                file.unlink()


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
