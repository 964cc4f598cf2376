"""What tests of one process write once, although each makes an application of its own.

Werkzeug reads each address and writes two functions for it, Jinja a module for each template, SQLAlchemy the words of
each statement. Doing it anew took most of the time of a test that reads a page.
"""

from collections.abc import Callable, Hashable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from petitions.core.db import db

STATEMENTS = 10_000

_rules: dict[Hashable, Rule] = {}
_dialects: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}
_read: Callable[[Rule], None] = Rule.compile


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
    """Have each address read, and its functions written, once. They rest on nothing but what the key holds."""
    Rule.compile = _read_once  # type: ignore[method-assign]


def share_templates(app: Flask) -> None:
    """Let an application that has shown no page yet use what others have written."""
    app.jinja_env.bytecode_cache = _templates


def share_statements(app: Flask) -> None:
    """Let the application use the words of statements that others have written for the same kind of database.

    They belong to a dialect, so that is shared as well; it knows the server once a connection was made.
    """
    with app.app_context():
        engine = db.engine
    kind = engine.url.drivername
    if kind not in _dialects:
        engine.connect().close()
        _dialects[kind] = (engine.dialect, LRUCache(STATEMENTS))
    dialect, written = _dialects[kind]
    engine.dialect = engine.pool._dialect = dialect
    engine._compiled_cache = written


def _read_once(rule: Rule) -> None:
    defaults: dict[str, Any] = dict(rule.defaults or {})
    key = (
        (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, rule.map.host_matching),
        tuple(rule.map.converters.items()),
        tuple(sorted((name, repr(value)) for name, value in defaults.items())),
    )
    read = _rules.get(key)
    if read is None:
        _read(rule)
        _rules[key] = rule
        return
    rule._parts, rule._trace = list(read._parts), list(read._trace)
    rule._converters, rule.arguments = dict(read._converters), set(read.arguments)
    for write in ("_build", "_build_unknown"):
        setattr(rule, write, getattr(read, write).__func__.__get__(rule, None))
