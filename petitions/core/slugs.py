"""Names as they stand in addresses of pages."""

import re
from collections.abc import Callable
from itertools import count
from uuid import uuid4

from anyascii import anyascii

LENGTH = 60


def slug_of(name: str) -> str:
    """The name in small Latin letters, digits and hyphens, at most 60 of them; "page" where nothing is left."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
    return words[:LENGTH].strip("-") or "page"


def new_key() -> str:
    """A key for an entry that was given none: short, random, and fit to stand in an address."""
    return f"e{uuid4().hex[:10]}"


def free_slug(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name's slug, with the first number after it that makes it free: `aru`, `aru-2`, `aru-3`."""
    slug = slug_of(name)
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(candidate for candidate in numbered if not is_taken(candidate))
