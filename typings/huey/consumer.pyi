from threading import Event
from typing import Any

from huey import Huey

class Scheduler:
    periodic_task_seconds: int

class Consumer:
    scheduler_class: type[Scheduler]
    stop_flag: Event
    _signal_actions: dict[int, tuple[bool, bool]]
    def __init__(self, huey: Huey, **options: Any) -> None: ...
    def run(self) -> None: ...
    def _set_signal_handlers(self) -> None: ...
