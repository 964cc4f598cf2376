"""Counting a request against its rule. What is kept of addresses and networks is a hash."""

from collections.abc import Iterator

import structlog
from flask import Flask, current_app
from flask_babel import gettext as _
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from petitions.core.clock import now
from petitions.core.config import Settings
from petitions.core.errors import DomainError
from petitions.core.limits.rules import Rule, Sender
from petitions.core.limits.storage import DatabaseStorage
from petitions.core.sealed import keyring

EXTENSION = "undersigned.limits"
# A Redis that does not answer must not hold up pages.
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1}
log = structlog.get_logger()


class TooMany(DomainError):
    """So many were sent that the next has to wait; ``seconds`` says how long."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(_("This was sent too often in a short time. Wait before you send it again."))
        self.seconds = seconds


def count(rule: Rule, sender: Sender) -> None:
    """Count one more request of this sender. Raises `TooMany` where one of the rule's limits is passed.

    It is counted at once and for good, whatever becomes of the request. The narrowest limit is asked first, and what
    it refuses does not count against those who share the network or the campaign. Where counting itself fails the
    request goes on: what protects codes does not depend on it.
    """
    if not _settings().abuse_checks:
        return
    limiter = _limiter()
    try:
        for item, who in _limits(rule, sender):
            if not limiter.hit(item, rule.name, who):
                ends = limiter.get_window_stats(item, rule.name, who).reset_time
                raise TooMany(max(1, round(ends - now().timestamp())))
    except StorageError as fault:
        log.error("requests could not be counted", rule=rule.name, fault=str(fault))


def close(app: Flask) -> None:
    """Let go of the connections that counting holds."""
    limiter = app.extensions.pop(EXTENSION, None)
    if limiter is not None and isinstance(limiter.storage, DatabaseStorage):
        limiter.storage.engine.dispose()


def _limits(rule: Rule, sender: Sender) -> Iterator[tuple[RateLimitItem, str]]:
    index = keyring().index
    whom = f"{sender.whom}|{sender.network}" if sender.whom else ""
    campaign = str(sender.campaign or "")
    for limit, who in ((rule.whom, whom), (rule.network, sender.network or "unknown"), (rule.campaign, campaign)):
        if limit and who:
            yield from ((item, index(f"rate limit|{who}")) for item in parse_many(limit))


def _limiter() -> FixedWindowRateLimiter:
    if EXTENSION not in current_app.extensions:
        current_app.extensions[EXTENSION] = FixedWindowRateLimiter(_storage(_settings()))
    limiter: FixedWindowRateLimiter = current_app.extensions[EXTENSION]
    return limiter


def _storage(settings: Settings) -> Storage:
    if not settings.rate_limits_url:
        return DatabaseStorage(settings.database_url)
    found = storage_from_string(settings.rate_limits_url, wrap_exceptions=True, **PATIENCE)
    if not isinstance(found, Storage):
        raise TypeError("The counters are asked for one after the other.")
    return found


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
