"""Domains by which an organisation is known, in one form and none of those that everybody shares."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from petitions.core.errors import DomainError

MOST_DOMAINS = 10
_SHARED = Path(__file__).parent / "shared_domains.yaml"


class UnfitDomain(DomainError):
    """What was typed is no domain, or none of the organisation's own."""

    status = 422


def own_domain(typed: str) -> str:
    """The domain in its ASCII form, from a domain, a page's address or a mail address. Raises `UnfitDomain`."""
    host = _host(typed)
    try:
        domain = str(validate_email(f"name@{host}", check_deliverability=False, test_environment=True).ascii_domain)
    except EmailNotValidError as fault:
        raise _no_domain(typed) from fault
    if "." not in domain or domain.replace(".", "").isdigit():
        raise _no_domain(typed)
    if is_shared(domain):
        raise UnfitDomain(
            _(
                "%(domain)s is open to everybody and tells no organisation from another. Leave it out.",
                domain=printed(domain),
            )
        )
    return domain.lower()


def own_domains(typed: str) -> tuple[str, ...]:
    """Every domain in a text, divided by spaces, commas or lines, each once. Raises `UnfitDomain`."""
    parts = typed.replace(",", " ").replace(";", " ").split()
    if len(parts) > MOST_DOMAINS:
        raise UnfitDomain(_("Enter at most %(most)d domains.", most=MOST_DOMAINS))
    return tuple(dict.fromkeys(map(own_domain, parts)))


def is_shared(domain: str) -> bool:
    """Whether anybody may have a mailbox or a page under this domain."""
    labels = domain.lower().split(".")
    shared = _shared()
    endings = {".".join(labels[place:]) for place in range(len(labels))}
    return bool(endings & shared["domains"]) or bool(shared["families"] & set(_family(labels)))


def printed(domain: str) -> str:
    """A domain as its readers write it; one in other letters than Latin also as machines do."""
    try:
        written = domain.encode().decode("idna")
    except UnicodeError:
        return domain
    return domain if written == domain else f"{written} ({domain})"


def _host(typed: str) -> str:
    text = typed.strip().rpartition("@")[2]
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError as fault:
        raise _no_domain(typed) from fault
    return host.rstrip(".").removeprefix("www.")


def _no_domain(typed: str) -> UnfitDomain:
    return UnfitDomain(_("“%(typed)s” is no domain. Write it like lantern-network.org.", typed=typed.strip()[:80]))


def _family(labels: list[str]) -> list[str]:
    """The label before the ending: of `yahoo.co.uk` and of `yahoo.fr` it is `yahoo`."""
    two_part_ending = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in {"co", "com", "org", "net"}
    return labels[-3:-2] if two_part_ending else labels[-2:-1]


@lru_cache(maxsize=1)
def _shared() -> dict[str, frozenset[str]]:
    data: dict[str, Any] = yaml.safe_load(_SHARED.read_text(encoding="utf-8"))
    return {name: frozenset(map(str, entries)) for name, entries in data.items()}
