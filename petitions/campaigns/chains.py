"""Which action led to which: chains of actions, each from the first to the last that follows it. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

Action = TypeVar("Action")


def chains(
    actions: Iterable[Action],
    key: Callable[[Action], Hashable],
    follows: Callable[[Action], Hashable],
    order: Callable[[Action], Any],
) -> list[list[Action]]:
    """Every action once, each chain beginning with one that follows none of the others, the earliest chain first.

    Where several follow the same, each comes with all that follows it, before the next.
    """
    ordered = sorted(actions, key=order)
    known = {key(action) for action in ordered}
    after: dict[Hashable, list[Action]] = {}
    for action in ordered:
        after.setdefault(follows(action), []).append(action)
    first = [action for action in ordered if follows(action) not in known]
    return [list(_onward(action, after, key)) for action in first]


def _onward(
    action: Action, after: Mapping[Hashable, list[Action]], key: Callable[[Action], Hashable]
) -> Iterator[Action]:
    ahead = [action]
    while ahead:
        action = ahead.pop()
        yield action
        ahead.extend(reversed(after.get(key(action), [])))
