"""The letters of a mailbox as its page shows them: where each stands, what was given, what was sent and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns import deadline_words, instruments
from petitions.campaigns.models import Campaign
from petitions.core.pages import moment
from petitions.desk.answers import SIGNATURE_WORDS, STALE
from petitions.desk.letters import queries
from petitions.dispatch import queries as dispatch
from petitions.dispatch.lodging import declared
from petitions.dispatch.models import Delivery, Reply
from petitions.dispatch.words import state_in_words
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import queries as signing
from petitions.signing import reading, rules
from petitions.signing.late import queries as late
from petitions.signing.models import Invitation, Signature
from petitions.signing.offices import belonging
from petitions.signing.rules import Held
from petitions.signing.signature_page import LOOKS
from petitions.signing.states import InvitationState, Look, SignatureState


class Pile(StrEnum):
    """Where a letter lies."""

    WAITING = "waiting"
    SIGNED = "signed"
    DECLINED = "declined"
    OVER = "over"


PILES = {
    Pile.WAITING: _l("Waiting for your answer"),
    Pile.SIGNED: _l("Signed"),
    Pile.DECLINED: _l("Declined"),
    Pile.OVER: _l("Over, without a signature of yours"),
}


@dataclass(frozen=True)
class Given:
    """One signature that was ever given under the letter: what became of it, and when."""

    label: str
    word: str
    tone: str
    at: str


@dataclass(frozen=True)
class Sent:
    """One office to which the letter went, and what became of that."""

    office: str
    word: str
    tone: str
    at: str


@dataclass(frozen=True)
class Letter:
    """One invitation with all that its bearer may want to know of it."""

    invitation: Invitation
    version: Version
    pile: Pile
    note: str
    closes: str
    given: Sequence[Given]
    may_withdraw: bool
    sent: Sequence[Sent]
    lodged: Sequence[str]
    replies: Sequence[Reply]

    @property
    def organisation(self) -> str:
        """Who asks."""
        return self.invitation.campaign.organisation.name

    @property
    def is_signed(self) -> bool:
        """Whether there is a receipt, of a signature in force."""
        return self.pile == Pile.SIGNED

    @property
    def is_ended(self) -> bool:
        """Whether the organisers ended the invitation, so that it leads nowhere any more."""
        return self.invitation.state == InvitationState.STOPPED


def letters(address_index: str) -> list[Letter]:
    """The letters of the mailbox, the newest first."""
    found = (_letter(invitation) for invitation in belonging.invitations_of(address_index))
    return [letter for letter in found if letter is not None]


def piles(found: Sequence[Letter]) -> list[tuple[str, list[Letter]]]:
    """The letters by where they lie; empty piles are left out."""
    sorted_ = [(str(title), [letter for letter in found if letter.pile == pile]) for pile, title in PILES.items()]
    return [(title, some) for title, some in sorted_ if some]


def _letter(invitation: Invitation) -> Letter | None:
    campaign = invitation.campaign
    version = drafting.open_version(campaign)
    if version is None:
        return None
    held, signature = signing.held(invitation)
    return Letter(
        invitation=invitation,
        version=version,
        pile=_pile(invitation, held),
        note=_note(invitation, held, signature),
        closes=deadline_words.deadline(campaign) if campaign.deadline else "",
        given=[_given(signature) for signature in belonging.history_of(invitation)],
        may_withdraw=rules.may_withdraw(campaign.state, held, instruments.load(campaign.instrument)),
        sent=[_sent(delivery) for delivery in dispatch.deliveries(campaign)],
        lodged=declared.lines(campaign),
        replies=queries.shown_replies(campaign),
    )


def _pile(invitation: Invitation, held: Held) -> Pile:
    if held == Held.IN_FORCE:
        return Pile.SIGNED
    if invitation.state == InvitationState.DECLINED:
        return Pile.DECLINED
    if invitation.state == InvitationState.STOPPED:
        return Pile.OVER
    if reading.may_sign(invitation) or _may_open_again(invitation.campaign):
        return Pile.WAITING
    return Pile.SIGNED if signing.signed_as_another(invitation) else Pile.OVER


def _may_open_again(campaign: Campaign) -> bool:
    return signing.phase_of(campaign) == rules.Phase.PAUSED


def _note(invitation: Invitation, held: Held, signature: Signature | None) -> str:
    if invitation.state == InvitationState.STOPPED:
        return _("The organisers ended this invitation.")
    if held == Held.STALE:
        return _("You signed an earlier version. Your signature counts once you have signed the new one.")
    if invitation.state == InvitationState.DECLINED:
        if invitation.declined_by_link:
            return _("Declined with the link in your invitation, by whoever held it. You can still sign.")
        return _("You declined.")
    if signing.took_back(invitation):
        return _("You withdrew your signature.")
    return _late(signature) if signature else ""


def _late(signature: Signature) -> str:
    asked = late.open_request(signature)
    if asked is None:
        return ""
    said = _("You asked on %(moment)s to take your signature back. The organisers have not said yet what they did.")
    return said % {"moment": moment(asked.asked_at)}


def _given(signature: Signature) -> Given:
    word, tone = SIGNATURE_WORDS[SignatureState(signature.state)]
    if signature.state == SignatureState.CONFIRMED and signature.version_id != _open(signature):
        word, tone = STALE
    if signature.look:
        word, tone = LOOKS[Look(signature.look)]
    at = signature.withdrawn_at or signature.confirmed_at or signature.created_at
    numbers = {"number": signature.number, "version": signature.version.number}
    label = _("Signature %(number)s, on version %(version)s", **numbers)
    return Given(label, str(word), tone, moment(at))


def _open(signature: Signature) -> object:
    return signature.invitation.campaign.open_version_id


def _sent(delivery: Delivery) -> Sent:
    word, tone = state_in_words(delivery.state)
    return Sent(delivery.addressee_name, word, tone, moment(delivery.changed_at))
