"""The passkeys of a mailbox, and for whom at which organisation one can be enrolled."""

from collections.abc import Sequence

from petitions.signing.models import Invitation
from petitions.signing.offices import belonging
from petitions.signing.passkeys import queries
from petitions.signing.passkeys.models import Passkey


def passkeys_of(address_index: str) -> list[Passkey]:
    """The passkeys that are good for a letter of the mailbox, each once, the oldest first."""
    good = queries.good_for_each(belonging.invitations_of(address_index)).values()
    found = {passkey.id: passkey for of_one in good for passkey in of_one}
    return sorted(found.values(), key=lambda passkey: passkey.created_at)


def enrollable(address_index: str) -> Sequence[Invitation]:
    """One letter for each person, or authority, at each organisation: what a passkey of the mailbox is good for."""
    own = [one for one in belonging.invitations_of(address_index) if one.supporter is None]
    return list({(one.campaign.organisation_id, one.person_id, one.representative_id): one for one in own}.values())
