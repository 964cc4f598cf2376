"""What a process of its own does to the counters."""

from flask import current_app
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from petitions.core.limits.storage import DatabaseStorage


def hits(limit: str, number: int) -> list[bool]:
    """Ask so many times in the name of one network. Gives which were let through."""
    limiter = FixedWindowRateLimiter(DatabaseStorage(current_app.config["SETTINGS"].database_url))
    return [limiter.hit(parse(limit), "form", "network") for _ in range(number)]
