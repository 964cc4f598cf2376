"""Lets applications made one after another share what Werkzeug writes for each address: two functions, as trees.

Writing them anew was half of what making an application took, and a third of a short test.
"""

from collections.abc import Callable, Hashable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

_written: dict[Hashable, Builder] = {}
_write: Callable[[Rule, bool], Builder] = Rule._compile_builder


def install() -> None:
    """Have each such function written once in this process. It rests on nothing but what the key holds."""
    Rule._compile_builder = _written_once  # type: ignore[method-assign]


def _written_once(rule: Rule, append_unknown: bool = True) -> Builder:
    defaults: dict[str, Any] = dict(rule.defaults or {})
    key = (rule.rule, append_unknown, *rule._trace, *sorted((name, repr(value)) for name, value in defaults.items()))
    if key not in _written:
        _written[key] = _write(rule, append_unknown)
    return _written[key]
