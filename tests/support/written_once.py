"""What tests of one process write once, although each makes an application of its own: code of addresses and templates.

Werkzeug writes two functions for each address, and Jinja a module for each template. Writing them anew took more than
half of the time of a test that reads a page.
"""

from collections.abc import Callable, Hashable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

_builders: dict[Hashable, Builder] = {}
_write: Callable[[Rule, bool], Builder] = Rule._compile_builder


class _Templates(BytecodeCache):
    """Code of templates, by name and the hash of what the file holds."""

    def __init__(self) -> None:
        self.written: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was written already of this very file."""
        bucket.code = self.written.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was written."""
        if bucket.code is not None:
            self.written[bucket.key, bucket.checksum] = bucket.code


_templates = _Templates()


def share_addresses() -> None:
    """Have the functions of each address written once. They rest on nothing but what the key holds."""
    Rule._compile_builder = _written_once  # type: ignore[method-assign]


def share_templates(app: Flask) -> None:
    """Let an application that has shown no page yet use what others have written."""
    app.jinja_env.bytecode_cache = _templates


def _written_once(rule: Rule, append_unknown: bool = True) -> Builder:
    defaults: dict[str, Any] = dict(rule.defaults or {})
    key = (rule.rule, append_unknown, *rule._trace, *sorted((name, repr(value)) for name, value in defaults.items()))
    if key not in _builders:
        _builders[key] = _write(rule, append_unknown)
    return _builders[key]
