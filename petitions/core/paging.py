"""Long lists in pages, each with an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request, url_for

T = TypeVar("T")
SIZE = 50
LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is shown; `previous` and `next` are addresses or None."""

    total: int
    number: int
    pages: int
    previous: str | None
    next: str | None

    @property
    def start(self) -> int:
        """How many of the list come before this page."""
        return (self.number - 1) * SIZE


def number_in_address(name: str) -> int | None:
    """A number that the address brings (`?before=40`), from 1 to what every database takes; None for anything else."""
    number: int | None = request.args.get(name, type=int)
    return number if number is not None and 0 < number < LARGEST else None


def page_among(total: int, anchor: str = "") -> Page:
    """The page that the address asks for (`?page=2`) of so many things, and the way to its neighbours.

    One that does not exist is the nearest that does. ``anchor`` is where on the page the list begins.
    """
    pages = max(1, -(-total // SIZE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return Page(
        total=total,
        number=number,
        pages=pages,
        previous=_address(number - 1, anchor) if number > 1 else None,
        next=_address(number + 1, anchor) if number < pages else None,
    )


def page_of(things: Sequence[T]) -> tuple[Sequence[T], Page]:
    """The part of the list that the address asks for, and its page."""
    page = page_among(len(things))
    return things[page.start : page.start + SIZE], page


def _address(number: int, anchor: str) -> str:
    asked = {name: value for name, value in request.args.items() if not name.startswith("_") and name != "endpoint"}
    here: dict[str, Any] = {**asked, **(request.view_args or {}), "page": number}
    return url_for(str(request.endpoint), **here, _anchor=anchor or None)
