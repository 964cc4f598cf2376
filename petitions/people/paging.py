"""Long lists in pages, each with an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request, url_for

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is shown; `previous` and `next` are addresses or None."""

    total: int
    number: int
    pages: int
    previous: str | None
    next: str | None


def page_of(things: Sequence[T]) -> tuple[Sequence[T], Page]:
    """The part of the list that the address asks for (`?page=2`), and the way to its neighbours."""
    pages = max(1, -(-len(things) // SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    page = Page(
        total=len(things),
        number=number,
        pages=pages,
        previous=_address(number - 1) if number > 1 else None,
        next=_address(number + 1) if number < pages else None,
    )
    return things[(number - 1) * SIZE : number * SIZE], page


def _address(number: int) -> str:
    here: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
    return url_for(str(request.endpoint), **here)
