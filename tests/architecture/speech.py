"""Words for people in Python that do not pass gettext, found by reading the source."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture import source

SAID_BY_KEYWORD = frozenset({"message", "required", "description", "label", "title", "hint"})
SAID_BY_KEY = frozenset({"label", "hint"})
SPEAKERS = frozenset({"flash", "line", "paragraph", "mail"})
BUILT_IN = frozenset({"ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError", "AssertionError"})
# Read by whoever runs the server or mends the program, in its own language.
FOR_PROGRAMMERS = frozenset(
    {
        "ops",
        "core/config.py",
        "core/dates.py",
        "accounts/cli.py",
        "campaigns/cli.py",
        "people/cli.py",
        "people/organisations/cli.py",
        "people/waiting_cli.py",
    }
)
# A sentence, or a label: a name inside the program has no capital and no space.
WORDS = re.compile(r"^[A-Z][a-z]|[^\W\d_] [^\W\d_]")


def bare(name: str, text: str) -> list[str]:
    """Flashed words, refusals, labels and messages of forms that are written as bare strings."""
    if name in FOR_PROGRAMMERS or name.split("/", maxsplit=1)[0] in FOR_PROGRAMMERS:
        return []
    said = _said(source.nodes(text))
    return [f"{name}:{node.lineno} says {ast.unparse(node)} untranslated" for node in said if _is_bare(node)]


def _said(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    for node in nodes:
        if isinstance(node, ast.Dict):
            yield from (value for key, value in zip(node.keys, node.values, strict=True) if _says(key))
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from [] if ast.unparse(node.exc.func) in BUILT_IN else node.exc.args
        elif isinstance(node, ast.Call):
            yield from node.args[:1] if _speaks(ast.unparse(node.func)) else []
            yield from (keyword.value for keyword in node.keywords if keyword.arg in SAID_BY_KEYWORD)


def _says(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value in SAID_BY_KEY


def _speaks(called: str) -> bool:
    """Whether what is called shows its first argument: a flash, a field with its label, an error put on a form."""
    return called in SPEAKERS or called.endswith(("Field", "errors.append"))


def _is_bare(node: ast.expr) -> bool:
    """A literal with a word in it; a name or a call is taken to have been translated where it was made."""
    literals = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    written = isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp)
    return written and any(WORDS.search(literal) for literal in literals)
