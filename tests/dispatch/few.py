"""Rules under which few signatures are enough to bring something."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from petitions.campaigns import instruments

THRESHOLDS = """thresholds:
  - {count: 2, meaning: reply_due, within_days: 30}
  - {count: 4, meaning: meeting_asked, within_days: 60}
"""


@pytest.fixture(autouse=True)
def few_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An edition of the rules in which two signatures bring a reply, and four a meeting."""
    for path in instruments.FOLDER.glob("*.yaml"):
        rules = path.read_text(encoding="utf-8").replace("thresholds: []\n", THRESHOLDS)
        (tmp_path / path.name).write_text(rules, encoding="utf-8")
    monkeypatch.setattr(instruments, "FOLDER", tmp_path)
    instruments.load.cache_clear()
    yield
    instruments.load.cache_clear()
