"""The letters of an office, as a delegate sees them: by member what waits, and what is prepared."""

from collections.abc import Sequence
from dataclasses import dataclass

from petitions.campaigns import deadline_words
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import reading
from petitions.signing.models import Invitation
from petitions.signing.offices import belonging
from petitions.signing.offices import queries as offices
from petitions.signing.offices.models import Delegate, Preparation


@dataclass(frozen=True)
class Waiting:
    """One letter that waits for its signatory, and what was prepared for the version that is open."""

    invitation: Invitation
    version: Version
    closes: str
    prepared: Preparation | None


@dataclass(frozen=True)
class Office:
    """What waits for one member, or for all who share one mailbox."""

    delegate: Delegate
    names: Sequence[str]
    waiting: Sequence[Waiting]


def queues(email_index: str) -> list[Office]:
    """The queues of all who named the reader of this mailbox."""
    return [_office(delegate) for delegate in offices.named(email_index)]


def waiting(member_index: str) -> list[Waiting]:
    """What can be signed today by whoever reads the registered address; not what members of the public sign."""
    asked = [one for one in belonging.invitations_of(member_index) if one.supporter is None and _may_sign(one)]
    prepared = offices.preparations(asked)
    found = ((one, drafting.open_version(one.campaign)) for one in asked)
    return [_waiting(one, version, prepared.get(one.id)) for one, version in found if version is not None]


def _office(delegate: Delegate) -> Office:
    queue = waiting(delegate.member_index)
    return Office(delegate, belonging.names_of([one.invitation for one in queue]), queue)


def _waiting(invitation: Invitation, version: Version, prepared: Preparation | None) -> Waiting:
    campaign = invitation.campaign
    closes = deadline_words.deadline(campaign) if campaign.deadline else ""
    return Waiting(invitation, version, closes, prepared)


def _may_sign(invitation: Invitation) -> bool:
    return not belonging.is_ended(invitation) and reading.may_sign(invitation)
