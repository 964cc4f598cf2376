"""Real input that lies beside the repository and is never committed: rosters, a published report, bounces."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def shared(path: str) -> Path:
    """The file or folder at `path` under ../shared; skips the test with one clear line where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs ../shared/{path}, which is not beside this repository")
    return found
