"""Which verbs there are, and whether each leaves a line in the history, found by reading the source."""

import ast
from collections.abc import Iterator, Mapping

from tests.architecture import source

# Modules that read, decide or show; and the slices that only call the verbs of others.
NO_VERBS = ("queries", "policy", "views", "forms", "blueprint", "guard", "cli", "commands")
CALLERS_ONLY = frozenset({"core", "desk", "public", "ops"})
RECORD = frozenset({"petitions.core.audit.record", "petitions.core.audit.record_all"})


def verbs(sources: Mapping[str, str]) -> Iterator[str]:
    """The dotted name of every public function that takes an `Actor` and changes something."""
    for name, text in sources.items():
        if name.split("/")[0] in CALLERS_ONLY or name.removesuffix(".py").endswith(NO_VERBS):
            continue
        for function in _functions(source.nodes(text)[0]).values():
            if not function.name.startswith("_") and _takes_actor(function):
                yield f"{_dotted(name)}.{function.name}"


def unrecorded(sources: Mapping[str, str]) -> list[str]:
    """Verbs that reach `audit.record` neither themselves nor through what they call."""
    calls = {
        f"{_dotted(name)}.{function.name}": _calls(function, names, _dotted(name))
        for name, text in sources.items()
        for tree in [source.nodes(text)[0]]
        for names in [_imported(tree)]
        for function in _functions(tree).values()
    }
    return sorted(verb for verb in verbs(sources) if not _reaches(verb, calls))


def _reaches(verb: str, calls: Mapping[str, set[str]]) -> bool:
    seen, ahead = set(), [verb]
    while ahead:
        name = ahead.pop()
        if name in RECORD:
            return True
        if name not in seen:
            seen.add(name)
            ahead.extend(calls.get(name, ()))
    return False


def _functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _takes_actor(function: ast.FunctionDef) -> bool:
    return any(isinstance(arg.annotation, ast.Name) and arg.annotation.id == "Actor" for arg in function.args.args)


def _imported(tree: ast.Module) -> dict[str, str]:
    """What each name of the module stands for, where it was imported."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _calls(function: ast.FunctionDef, imported: Mapping[str, str], module: str) -> set[str]:
    found = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            found.add(imported.get(node.func.id, f"{module}.{node.func.id}"))
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            found.add(f"{imported.get(node.func.value.id, node.func.value.id)}.{node.func.attr}")
    return found


def _dotted(name: str) -> str:
    return "petitions." + name.removesuffix(".py").replace("/", ".")
