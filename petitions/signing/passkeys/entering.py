"""The touch that shows a mailbox's letters, in the place of the code: it signs nothing."""

from typing import Any

from flask_babel import gettext as _

from petitions.accounts import authenticators
from petitions.core.sealed import keyring
from petitions.signing.offices import belonging
from petitions.signing.passkeys import queries, rules
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import Passkey
from petitions.signing.passkeys.proving import Touch, added, found, require_recent, used


def to_enter(nonce: bytes) -> dict[str, Any]:
    """What a browser needs to have any passkey of this site answer, as JSON: nobody says first whose it is."""
    return authenticators.to_prove(rules.challenge_to_enter(nonce), [])


def mailbox_of(touch: Touch, nonce: bytes) -> str:
    """The registered address whose letters the touch shows: the one whose code proved the passkey.

    The touch is kept, so that it counts once. Raises `PasskeyRefused` where the answer does not hold, and where the
    passkey is good for no letter that belongs to that address today.
    """
    passkey = found(touch.answer)
    require_recent(touch.at)
    address = queries.mailbox(passkey)
    if not address or not _is_good(passkey, address):
        raise PasskeyRefused(_("This passkey shows no letters any more. Use a code; after that you can enrol it anew."))
    added(used(passkey, touch.answer, rules.challenge_to_enter(nonce)))
    return address


def _is_good(passkey: Passkey, address: str) -> bool:
    asked = belonging.invitations_of(keyring().index(address))
    return any(passkey in good for good in queries.good_for_each(asked).values())
