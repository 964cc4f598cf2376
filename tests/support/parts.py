"""What a machine may lack: said in one clear line, and never forgiven in CI."""

import os

import pytest


def require(part: str, found: object | None) -> None:
    """Skip the test, naming the missing part; fail it in CI, where nothing may be skipped for want of a part."""
    if found:
        return
    line = f"{part} is not installed on this machine, so the tests that need it can't run here."
    if os.environ.get("CI"):
        pytest.fail(line, pytrace=False)
    pytest.skip(line)
