"""How often something may be sent: the one table of numbers. Pure.

Written in the notation of `limits`. A window begins with the first request in it, and whoever goes on trying does not
make it longer. The numbers leave room for a class that signs in one lesson, and for a parliament behind one network.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from uuid import UUID

PREFIXES = {4: 24, 6: 48}


@dataclass(frozen=True)
class Rule:
    """How often one thing may be sent. Empty: not limited.

    ``whom`` is for one address, or one invitation, *from one network*: a stranger elsewhere who knows the address must
    not be able to shut its owner out. ``network`` is for all that comes from there, ``campaign`` for all that is sent
    under one campaign; it is short, so that whoever fills it shuts others out for a minute only.
    """

    name: str
    whom: str
    network: str
    campaign: str = ""


PUBLIC_FORM = Rule(
    "public form", whom="6 per hour", network="120 per 10 minutes; 3000 per day", campaign="600 per minute"
)
WITHOUT_WORK = Rule(
    "without work", whom="3 per hour", network="15 per 10 minutes; 100 per day", campaign="60 per minute"
)
FIND_NAME = Rule("look for a name", whom="", network="120 per 10 minutes; 1000 per day")
ASK_CODE = Rule("ask for a code", whom="60 per hour", network="600 per 10 minutes")
DECLINE = Rule("decline", whom="20 per hour", network="600 per 10 minutes")
TYPE_CODE = Rule("type a code", whom="30 per 10 minutes", network="600 per 10 minutes")
SIGN_IN = Rule("sign in", whom="20 per hour", network="60 per 10 minutes")


@dataclass(frozen=True)
class Sender:
    """Where a request comes from (`network_of`), and with which address or invitation, under which campaign."""

    network: str
    whom: str = ""
    campaign: UUID | None = None


def network_of(remote: str | None) -> str:
    """The network of an IP address, truncated to 24 bits (IPv4) or 48 (IPv6); empty for what is none.

    An IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) counts as what it is.
    """
    try:
        address = ip_address(remote or "")
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, PREFIXES[address.version]), strict=False))
