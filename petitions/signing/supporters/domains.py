"""Domains whose mailboxes are thrown away after minutes: nobody could be reached there, or told what came of it."""

from disposable_email_domains import blocklist


def is_disposable(address: str) -> bool:
    """Whether the address is at a domain that gives out mailboxes to be thrown away, or below one.

    The list is that of the package disposable-email-domains; docs/abuse.md says of which day.
    """
    labels = address.rpartition("@")[2].casefold().rstrip(".").split(".")
    return any(".".join(labels[place:]) in blocklist for place in range(len(labels) - 1))
