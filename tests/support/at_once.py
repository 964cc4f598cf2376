"""Several who act at the same moment, each with a session of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from petitions.core.db import db


def at_once(app: Flask, *verbs: Callable[[], object]) -> list[object]:
    """Do the verbs at the same moment, each with a session of its own. Returns what each gave or raised."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> object:
        with app.app_context():
            barrier.wait()
            try:
                return verb()
            except Exception as raised:  # noqa: BLE001  # what was raised is what the test looks at
                return raised

    with ThreadPoolExecutor(len(verbs)) as pool:
        given = [future.result() for future in [pool.submit(run, verb) for verb in verbs]]
    db.session.rollback()
    return given
