"""Rules about the source itself, as pure functions from text to what is wrong with it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "petitions"
READ_BY_PEOPLE = ("petitions", "tests", "tools", "bench")
MOST_LINES = 400
REQUEST_WORDS = frozenset({"request", "session", "current_user", "g"})
PAGES = ("views.py", "blueprint.py")
KNOW_THE_REQUEST = frozenset(
    {
        "accounts/guard.py",
        "core/forgery.py",
        "core/headers.py",
        "core/i18n.py",
        "core/pages.py",
        "core/paging.py",
        "desk/navigation.py",
        "drafting/approvals/visits.py",
        "signing/visits.py",
    }
)
ENTER_TRANSACTIONS = frozenset({"core/editing.py", "outbox/worker.py"})
MAY_COMMIT = frozenset({"core/db.py"})
MAY_SHIFT_THE_CLOCK = frozenset({"core/clock.py", "ops/sample/past.py"})
TAG = re.compile(r"<[^>]*>", re.S)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def modules() -> Iterator[tuple[str, str]]:
    """Every module of the product: its path inside the package, and its text."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_text()


def all_modules() -> Iterator[tuple[str, str]]:
    """Every module that somebody reads, tests and tools too: its path in the project, and its text."""
    for folder in READ_BY_PEOPLE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text()


@cache
def nodes(text: str) -> tuple[ast.AST, ...]:
    """Everything that stands in a module, read once for all rules. Whoever has asked for all modules forgets them."""
    return tuple(ast.walk(ast.parse(text)))


def too_long(name: str, text: str) -> list[str]:
    """Modules of more lines than anybody reads at once."""
    lines = len(text.splitlines())
    return [f"{name} has {lines} lines"] if lines > MOST_LINES else []


def commits(name: str, text: str) -> list[str]:
    """Calls of commit() outside the one place that may."""
    if name in MAY_COMMIT:
        return []
    return [
        f"{name}:{node.lineno} commits"
        for node in nodes(text)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]


def hidden_imports(name: str, text: str) -> list[str]:
    """Imports inside functions."""
    return [
        f"{name}:{inner.lineno} imports inside a function"
        for outer in nodes(text)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def request_in_service(name: str, text: str) -> list[str]:
    """Services, rules and queries, whatever they are called, that reach for the request instead of being told."""
    if name in KNOW_THE_REQUEST or name.endswith(PAGES):
        return []
    return [
        f"{name}:{node.lineno} imports {alias.name}"
        for node in nodes(text)
        if isinstance(node, ast.ImportFrom) and node.module in {"flask", "flask_login"}
        for alias in node.names
        if alias.name in REQUEST_WORDS
    ]


def transaction_in_service(name: str, text: str) -> list[str]:
    """Transactions entered elsewhere than by pages, the command line and the worker."""
    if name in ENTER_TRANSACTIONS or name.endswith((*PAGES, "cli.py", "command.py")):
        return []
    return [
        f"{name}:{node.lineno} enters a transaction"
        for node in nodes(text)
        if isinstance(node, ast.Call)
        and "transaction" in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}
    ]


def impure_rules(name: str, text: str) -> list[str]:
    """Rules that import the web framework or the database session."""
    if name.rpartition("/")[2] != "rules.py":
        return []
    return [
        f"{name}:{node.lineno} imports {node.module}"
        for node in nodes(text)
        if isinstance(node, ast.ImportFrom)
        and (str(node.module).startswith(("flask_login", "flask_wtf", "sqlalchemy", "petitions.core.db")))
    ]


def upper_private_imports(name: str, text: str) -> list[str]:
    """Imports of another slice's forms or views."""
    own = name.split("/", maxsplit=1)[0]
    found = []
    for node in nodes(text):
        module = str(getattr(node, "module", "")).split(".")
        if module[0] != "petitions" or len(module) < 3 or module[1] == "core" or own in {"wiring.py", module[1]}:
            continue
        if module[-1] in {"forms", "views"}:
            found.append(f"{name}:{node.lineno} imports {'.'.join(module)}")
    return found


def time_travel(name: str, text: str) -> list[str]:
    """Modules other than the sample's that could put the clock back."""
    if name in MAY_SHIFT_THE_CLOCK:
        return []
    return [
        f"{name}:{node.lineno} shifts the clock"
        for node in nodes(text)
        if "STORY" in {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
    ]


def recorded_actions(text: str) -> set[str]:
    """The words of the audit vocabulary that a module uses, `subject:action`."""
    strings = (node.value for node in nodes(text) if isinstance(node, ast.Constant))
    return {value for value in strings if isinstance(value, str) and re.fullmatch(r"[a-z_]+:[a-z_]+", value)}


def unspoken(template: str) -> list[str]:
    """Words in a template that do not pass gettext."""
    text = re.sub(r"\{#.*?#\}", "", template, flags=re.S)
    text = re.sub(r"\{%\s*trans.*?endtrans\s*%\}", "", text, flags=re.S)
    text = re.sub(r"\{% block (kind|robots) %\}.*?\{% endblock %\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    shown = TAG.sub(" ", text).replace("&nbsp;", " ")
    shown = re.sub(r"&\w+;", " ", shown)
    shown = re.sub(r"(?<=\W)-\w+", " ", shown)
    return [word for word in LETTERS.findall(shown) if word not in {"Undersigned", "UTC", "PDF", "SHA"}]
