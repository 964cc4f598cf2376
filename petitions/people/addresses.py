"""What an official e-mail address has to look like before a letter's invitation may go to it."""

import re
from collections.abc import Collection
from enum import Enum
from functools import lru_cache

from anyascii import anyascii
from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

_SAFE_ENDING = ".example"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*")
_LOOK_ALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "-": "", ".": "", "_": ""})


class AddressFault(Enum):
    """Why an address isn't taken without a person's look."""

    MALFORMED = "malformed address"
    NON_ASCII = "non-ASCII domain"
    SUBDOMAIN = "sub-domain"
    LOOK_ALIKE = "look-alike domain"
    OUTSIDE = "outside domain"


def example_address(address: str) -> str:
    """The address made undeliverable (RFC 2606) and still recognisable: `.example` is put after its domain.

    Different addresses stay different, and one that ends so already is returned as it is.
    """
    name, at, domain = address.strip().rpartition("@")
    if not (name and at and domain):
        raise ValueError("an address has a name, an @ and a domain")
    return f"{name}@{domain}" if domain.lower().endswith(_SAFE_ENDING) else f"{name}@{domain}{_SAFE_ENDING}"


def masked(address: str) -> str:
    """The address with all but the ends of its name hidden, for pages: `i…t@assembly.example`."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}…{name[-1:]}@{domain}" if at else address


def told_apart(before: str, after: str) -> tuple[str, str]:
    """Two addresses of one person for a page: masked, and whole where the masks hide in what they differ."""
    masks = masked(before), masked(after)
    return masks if masks[0] != masks[1] else (before, after)


def address_fault(address: str, domains: Collection[str]) -> AddressFault | None:
    """The first fault of an address that has to lie in one of a body's own domains, or in its `.example` image."""
    domain = address.rpartition("@")[2].lower()
    if not domain.isascii() or "xn--" in domain:
        return AddressFault.NON_ASCII
    if not _well_formed(address):
        return AddressFault.MALFORMED
    plain = domain.removesuffix(_SAFE_ENDING)
    if plain in domains:
        return None
    if any(plain.endswith("." + own) for own in domains):
        return AddressFault.SUBDOMAIN
    return AddressFault.LOOK_ALIKE if any(_looks_like(plain, own) for own in domains) else AddressFault.OUTSIDE


def _well_formed(address: str) -> bool:
    """A name of plain letters can't be wrong: only its domain is left to judge, and that is one in most rows."""
    if not address.isascii():
        return False
    name, _at, domain = address.rpartition("@")
    plain = _PLAIN_NAME.fullmatch(name) and len(name) <= 64 and len(address) <= 254
    return _accepted(f"a@{domain}" if plain else address)


@lru_cache(maxsize=1_024)
def _accepted(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, test_environment=True, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True


def _looks_like(domain: str, own: str) -> bool:
    """A slip of two letters, or the body's name inside another domain (`europarl-europa.eu`, `x.europa.eu.com`)."""
    theirs, ours = _skeleton(domain), _skeleton(own)
    return OSA.distance(theirs, ours) <= 2 or ours in theirs


def _skeleton(domain: str) -> str:
    return anyascii(domain).lower().translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")
