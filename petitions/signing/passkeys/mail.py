"""What is written to the registered address about passkeys. Whoever reads that mailbox may always know, and undo it."""

from typing import Any

from petitions.outbox.mail import Envelope, post
from petitions.signing.passkeys import links, queries
from petitions.signing.passkeys.models import Passkey


def enrolled(passkey: Passkey) -> None:
    """Tell that a passkey was enrolled, with the link by which it can be removed."""
    _post("passkey_enrolled", passkey, link=links.remove(passkey.id))


def removed(passkey: Passkey, *, by_organiser: bool) -> None:
    """Tell that a passkey was removed, and by which side."""
    _post("passkey_removed", passkey, by_organiser=by_organiser)


def _post(template: str, passkey: Passkey, **context: Any) -> None:
    """Write nothing where no address is registered any more."""
    address, organisation = queries.mailbox(passkey), passkey.organisation
    if not address:
        return
    envelope = Envelope(
        kind=template,
        ref=passkey.id,
        to=address,
        organisation_id=organisation.id,
        from_name=organisation.name,
        reply_to=organisation.contact,
        secret=True,
    )
    post(template, envelope, passkey=passkey, person=passkey.person, organisation=organisation, **context)
