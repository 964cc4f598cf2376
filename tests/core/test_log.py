"""The log tells what failed and where, and never what a variable held: that may be an address or a code."""

import pytest
import structlog
from flask import Flask


def test_an_error_is_told_in_plain_lines_without_the_values_of_variables(
    app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        _fail("123 " + "456")
    except RuntimeError:
        structlog.get_logger().exception("it failed", job="look")
    told = capfd.readouterr()
    assert "event='it failed' job='look'" in told.err
    assert "RuntimeError: no line to the queue" in told.err
    assert "123 456" not in told.err + told.out


def _fail(digits: str) -> None:
    assert digits
    raise RuntimeError("no line to the queue")
