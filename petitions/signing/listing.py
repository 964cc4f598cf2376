"""Invitations as organisers read them: what each person answered, in a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.i18n import current_language
from petitions.people import queries as people
from petitions.people.bodies import country_name
from petitions.people.models import Address, Mandate
from petitions.people.told import Mandates
from petitions.signing import queries
from petitions.signing.batches.again import UNANSWERED
from petitions.signing.by_hand.words import how
from petitions.signing.display import marked
from petitions.signing.disputing.queries import disputed_on
from petitions.signing.entitlement import mandates_of
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys import queries as passkeys
from petitions.signing.passkeys.models import Passkey
from petitions.signing.rules import Held
from petitions.signing.states import InvitationState, SignatureState


@dataclass(frozen=True)
class Entry:
    """One row of the table of invitations."""

    id: UUID
    name: str
    through: str
    country: str
    group: str
    word: str
    tone: str
    version: str
    at: datetime | None
    reason: str
    may_stop: bool
    may_send_again: bool
    wants_mail: bool
    initiator: int | None
    basis: str
    shown: str
    prepared_by: str
    has_passkey: bool
    signature_id: UUID | None


@dataclass(frozen=True)
class _OnFile:
    """What the rows are told from, read for all of them in a few statements, however many they are."""

    mandates: Mandates
    addresses: Mapping[UUID | None, Address]
    by_hand: Mapping[UUID, Sequence[str]]
    elsewhere: Mapping[UUID, Signature]
    passkeys: Mapping[UUID, Sequence[Passkey]]
    disputed: Mapping[UUID, datetime]


def entries(campaign: Campaign, invitations: Sequence[Invitation]) -> list[Entry]:
    """Invitations to the campaign, each with the word for where it stands."""
    signed = [signature for _held, signature in map(queries.held, invitations) if signature]
    on_file = _OnFile(
        mandates=mandates_of(invitations),
        addresses=people.addresses_by_id(signature.address_id for signature in signed),
        by_hand=queries.by_hand(signed),
        elsewhere=queries.signed_as_others(campaign, invitations),
        passkeys=passkeys.good_for_each(invitations),
        disputed=disputed_on([invitation.id for invitation in invitations]),
    )
    return [_entry(invitation, on_file) for invitation in invitations]


def _entry(invitation: Invitation, on_file: _OnFile) -> Entry:
    mandate = None if invitation.registered else on_file.mandates.at(invitation.person, today()).certain
    country, group = _from(invitation, mandate)
    held, signature = queries.held(invitation)
    elsewhere = _elsewhere(held, on_file.elsewhere.get(invitation.id))
    word, tone, at = elsewhere or _disputed(invitation, on_file) or _answer(invitation, held)
    latest = signature or next(iter(reversed(invitation.signatures)), None)
    return Entry(
        id=invitation.id,
        name=invitation.signatory,
        through=_through(invitation),
        country=country_name(country, current_language()) if country else "",
        group=group,
        word=word,
        tone=tone,
        version=_("version %(number)d", number=signature.version.number) if signature else "",
        at=at,
        reason=invitation.decline_reason,
        may_stop=held not in {Held.IN_FORCE, Held.SET_ASIDE} and invitation.state != InvitationState.STOPPED,
        may_send_again=held not in {Held.IN_FORCE, Held.SET_ASIDE}
        and invitation.wants_mail
        and invitation.state in UNANSWERED,
        wants_mail=invitation.wants_mail,
        initiator=invitation.initiator,
        basis=_basis(invitation, signature, mandate, on_file),
        shown=marked(signature) if signature else "",
        prepared_by=_prepared_by(signature),
        has_passkey=bool(on_file.passkeys[invitation.id]),
        signature_id=latest.id if latest else None,
    )


def _prepared_by(signature: Signature | None) -> str:
    """Who prepared, beside who confirmed; empty where the signatory did both."""
    if signature is None or not signature.prepared_by:
        return ""
    who = {"delegate": signature.prepared_by, "signatory": signature.invitation.person.name}
    return _("prepared by %(delegate)s, confirmed by %(signatory)s", **who)


def _from(invitation: Invitation, mandate: Mandate | None) -> tuple[str, str]:
    """The country and group of a mandate held today, or the organisation's country; empty where not known."""
    if invitation.registered is not None:
        return invitation.registered.country, ""
    return (mandate.delegation, mandate.group_code) if mandate else ("", "")


def _through(invitation: Invitation) -> str:
    """Through whom an organisation was asked, or which organisation a person heads."""
    if invitation.registered is None or invitation.representative is None:
        return ""
    if invitation.organisation is None:
        return _("head of %(organisation)s", organisation=invitation.registered.name)
    row = invitation.representative
    return _("through %(name)s, %(capacity)s", name=row.name, capacity=row.capacity)


def _basis(invitation: Invitation, signature: Signature | None, mandate: Mandate | None, on_file: _OnFile) -> str:
    """On what an answer rests: a confirmed authority; or what no roster shows, and where the address is from."""
    if signature and invitation.representative:
        row = invitation.representative
        authority = _(
            "%(evidence)s %(source)s, confirmed by %(who)s.",
            evidence=row.evidence,
            source=row.source,
            who=row.confirmed_by,
        )
        return "; ".join(filter(None, [how(signature.proved_by), authority]))
    if signature is None:
        return people.mandate_basis(mandate)
    address = on_file.addresses.get(signature.address_id)
    told = [people.basis(address)] if address and address.roster_id else []
    return "; ".join([*on_file.by_hand[signature.id], *told])


def _elsewhere(held: Held, other: Signature | None) -> tuple[str, str, datetime | None] | None:
    """What the same person answered on another invitation, before the two entries were merged."""
    if other is None or held == Held.IN_FORCE:
        return None
    return _("Signed as %(name)s", name=other.invitation.person.name), "done", other.confirmed_at


def _disputed(invitation: Invitation, on_file: _OnFile) -> tuple[str, str, datetime | None] | None:
    """That the last signature given is set aside because its bearer denies it, or was found to be none."""
    last = invitation.signatures[-1].state if invitation.signatures else ""
    if last == SignatureState.SET_ASIDE:
        return _("Disputed: “I never signed this”"), "danger", on_file.disputed.get(invitation.id)
    if last == SignatureState.ANNULLED and invitation.state == InvitationState.ANSWERED:
        return _("Annulled after a dispute"), "quiet", on_file.disputed.get(invitation.id)
    return None


def _answer(invitation: Invitation, held: Held) -> tuple[str, str, datetime | None]:
    _held, signature = queries.held(invitation)
    if held == Held.IN_FORCE and signature:
        return _("Signed"), "done", signature.confirmed_at
    if invitation.state == InvitationState.DECLINED:
        said = _("Declined, with the link only") if invitation.declined_by_link else _("Declined")
        return said, "quiet", invitation.declined_at
    if invitation.state == InvitationState.STOPPED:
        return _("Ended"), "quiet", None
    if held == Held.STALE and signature:
        again = _("Signed an older version, asked again") if invitation.wants_mail else _("Signed an older version")
        return again, "wait", signature.confirmed_at
    withdrawn = [s.withdrawn_at for s in invitation.signatures if s.state == SignatureState.WITHDRAWN]
    if withdrawn and invitation.state == InvitationState.ANSWERED:
        return _("Withdrew the signature"), "quiet", withdrawn[-1]
    waiting = _("Mail is waiting to leave") if invitation.wants_mail else _("Not asked")
    return {
        InvitationState.QUEUED: (waiting, "quiet", invitation.created_at),
        InvitationState.BOUNCED: (_("Mail came back"), "danger", invitation.created_at),
    }.get(InvitationState(invitation.state), (_("Asked, no answer yet"), "wait", invitation.sent_at))
