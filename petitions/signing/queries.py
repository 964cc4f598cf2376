"""Reads of invitations and signatures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from petitions.campaigns import capacities, instruments
from petitions.campaigns import rules as quorum
from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.tokens import token_hash
from petitions.drafting.models import Version
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Address, Person
from petitions.people.name_tables import batches
from petitions.people.organisations.models import Representative
from petitions.people.told import Mandates
from petitions.signing.by_hand.words import how
from petitions.signing.display import Shown, shown_as
from petitions.signing.entitlement import SIGNATORY, holding_today, with_signatories
from petitions.signing.models import Consent, ConsentKind, Invitation, Signature
from petitions.signing.rules import Held, Phase, phase
from petitions.signing.states import DENIED, STANDING, InvitationState, SignatureState, is_disputed, is_given
from petitions.signing.supporters.rules import ANYONE

# Those who were asked again and said no, or whose link was ended, are not waited for.
NOT_AWAITED = (InvitationState.DECLINED, InvitationState.STOPPED)
AGREED = selectinload(Signature.consents).load_only(Consent.kind, Consent.given)


@dataclass(frozen=True)
class Others:
    """How many signed without agreeing to be named to the invited: in all, in words, by country and by group."""

    count: int
    counted: str
    countries: Sequence[tuple[str, int]]
    groups: Sequence[tuple[str, int]]


def get_visible(actor: Actor, invitation_id: UUID) -> Invitation:
    """An invitation to a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(Invitation).join(Campaign, Campaign.id == Invitation.campaign_id)
    query = query.where(Invitation.id == invitation_id, Campaign.organisation_id == actor.organisation_id)
    invitation = db.session.scalars(query).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation."))
    return invitation


def get_signature(actor: Actor, campaign: Campaign, signature_id: UUID) -> Signature:
    """A signature under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(Signature, signature_id)
    own = campaign.organisation_id == actor.organisation_id
    if found is None or found.campaign_id != campaign.id or not own:
        raise NotFound(_("There is no such signature."))
    return found


def by_token(token: str) -> Invitation | None:
    """The invitation that a link leads to."""
    return db.session.scalars(select(Invitation).where(Invitation.token_hash == token_hash(token))).first()


def invitations(campaign: Campaign) -> Sequence[Invitation]:
    """Everybody whom organisers asked, in the order of surnames and of organisations' names, with their signatures.

    Members of the public ask for themselves, and may be a million (`supporters.queries`).
    """
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.body != ANYONE)
    given = selectinload(Invitation.signatures).options(selectinload(Signature.version), AGREED)
    query = query.options(*SIGNATORY, given)
    return sorted(db.session.scalars(query), key=_filed_under)


def address(invitation: Invitation) -> str:
    """Where codes and mails go: the representative's or supporter's own address, else the person's; or nothing."""
    if invitation.representative is not None:
        return invitation.representative.email
    if invitation.supporter is not None:
        return invitation.supporter.email
    return people.current_address(invitation.person)


def address_signed_from(signature: Signature) -> str:
    """Where the code of a signature went, whatever is registered since; where none is noted, as `address`."""
    if signature.representative_id is not None:
        return db.session.get_one(Representative, signature.representative_id).email
    noted = people.addresses_by_id([signature.address_id]).get(signature.address_id)
    return noted.address if noted else address(signature.invitation)


def in_force(campaign: Campaign) -> Sequence[Signature]:
    """The signatures that count: confirmed on the version that is open, in the order in which they were given."""
    query = _confirmed(campaign).where(Signature.version_id == campaign.open_version_id)
    return db.session.scalars(query.options(AGREED, joinedload(Signature.invitation))).all()


def denied(campaign: Campaign) -> set[UUID]:
    """The signatures that their bearer denies, or that were found to be none."""
    query = select(Signature.id).where(Signature.campaign_id == campaign.id, Signature.state.in_(DENIED))
    return set(db.session.scalars(query))


def count_in_force(campaign: Campaign) -> int:
    """How many signatures count."""
    query = _confirmed(campaign).where(Signature.version_id == campaign.open_version_id).order_by(None)
    return db.session.scalar(query.with_only_columns(func.count())) or 0


def stale(campaign: Campaign) -> Sequence[Signature]:
    """The latest signature of each person who signed an older version and has yet to renew.

    Who has declined the new version, or whose invitation was stopped, is not waited for.
    """
    return _signed_but_not(campaign, campaign.open_version_id)


def asked_again_by(campaign: Campaign, version: Version) -> Sequence[Signature]:
    """The signatures that would be stale, and their bearers asked again, if this version were opened."""
    return _signed_but_not(campaign, version.id)


def count_stale(campaign: Campaign) -> int:
    """How many members of the public signed a petition's earlier version and have yet to renew."""
    return count_asked_again_by(campaign, campaign.open_version_id)


def count_asked_again_by(campaign: Campaign, version_id: UUID | None) -> int:
    """The same, if this version of the petition were opened; counted by the database, since they may be a million."""
    signed = _confirmed(campaign).order_by(None)
    if not db.session.scalar(select(signed.where(Signature.version_id != version_id).exists())):
        return 0
    # Told by one pass over all: to look each of a million up would take minutes.
    gone = select(Invitation.id).where(Invitation.campaign_id == campaign.id, Invitation.state.in_(NOT_AWAITED))
    here = func.max(case((Signature.version_id == version_id, 1), else_=0))
    stale = signed.with_only_columns(Signature.invitation_id).where(Signature.invitation_id.not_in(gone))
    stale = stale.group_by(Signature.invitation_id).having(here == 0)
    return db.session.scalar(select(func.count()).select_from(stale.subquery())) or 0


def _signed_but_not(campaign: Campaign, version_id: UUID | None) -> Sequence[Signature]:
    one = merges.selves_in(campaign.organisation_id)
    renewed = select(Signature.person_id).where(
        Signature.campaign_id == campaign.id,
        Signature.version_id == version_id,
        Signature.state == SignatureState.CONFIRMED,
    )
    query = _confirmed(campaign).join(Invitation, Invitation.id == Signature.invitation_id)
    query = query.where(
        Signature.version_id != version_id,
        Invitation.state.not_in(NOT_AWAITED),
    )
    done = {one.kept(person_id) for person_id in db.session.scalars(renewed)}
    latest = {one.kept(signature.person_id): signature for signature in db.session.scalars(query)}
    return [signature for person_id, signature in latest.items() if person_id not in done]


def held(invitation: Invitation) -> tuple[Held, Signature | None]:
    """What the invited person has signed: the signature that is disputed, or in force, else the latest stale one.

    To its bearer a signature that waits for a look (`clusters`) is given like any other.
    """
    aside = [s for s in invitation.signatures if is_disputed(s.state, s.look)]
    if aside:
        return Held.SET_ASIDE, aside[-1]
    given = [s for s in invitation.signatures if is_given(s.state, s.look)]
    opened = invitation.campaign.open_version_id
    current = next((s for s in given if s.version_id == opened), None)
    if current is not None:
        return Held.IN_FORCE, current
    return (Held.STALE, given[-1]) if given else (Held.NONE, None)


def invited_as(campaign: Campaign, person: Person) -> Invitation | None:
    """The invitation of the person to the campaign, under whichever of the entries that are one with it."""
    ids = [entry.id for entry in merges.selves(person)]
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.person_id.in_(ids))
    return db.session.scalars(query.order_by(Invitation.created_at)).first()


def one_each(campaign: Campaign, asked: Sequence[Invitation]) -> Sequence[Invitation]:
    """The invitations without those of persons who are one with somebody else among them: the one signed counts."""
    one = merges.selves_in(campaign.organisation_id)
    if not one:
        return asked
    signed_last = sorted(asked, key=lambda invitation: held(invitation)[0] == Held.IN_FORCE)
    return list({one.kept(invitation.person_id): invitation for invitation in signed_last}.values())


def signed_as_others(campaign: Campaign, invitations: Iterable[Invitation]) -> dict[UUID, Signature]:
    """By invitation the signature under the open version that the same person gave on another, before a merge."""
    asked = list(invitations)
    entries = merges.selves_of(invitation.person for invitation in asked)
    merged = [entry.id for selves in entries.values() if len(selves) > 1 for entry in selves]
    if not merged:
        return {}
    query = select(Signature).where(Signature.version_id == campaign.open_version_id, Signature.state.in_(STANDING))
    query = query.options(joinedload(Signature.invitation).joinedload(Invitation.person))
    given = {
        signature.person_id: signature
        for some in batches(list(set(merged)))
        for signature in db.session.scalars(query.where(Signature.person_id.in_(some)))
    }
    return {
        invitation.id: given[entry.id]
        for invitation in asked
        for entry in entries[invitation.person_id]
        if entry.id != invitation.person_id and entry.id in given
    }


def signed_as_another(invitation: Invitation) -> Signature | None:
    """The signature under the open version that the same person gave on another invitation, before a merge."""
    return signed_as_others(invitation.campaign, [invitation]).get(invitation.id)


def has_answered(invitation: Invitation) -> bool:
    """Whether the person signed the open version, on this or another invitation, though it may be disputed."""
    return held(invitation)[0] in {Held.IN_FORCE, Held.SET_ASIDE} or signed_as_another(invitation) is not None


def took_back(invitation: Invitation) -> bool:
    """Whether the invited person signed and withdrew, and has not signed again since."""
    withdrew = any(s.state == SignatureState.WITHDRAWN for s in invitation.signatures)
    return withdrew and held(invitation)[0] == Held.NONE


def as_signatory(signature: Signature) -> quorum.Signatory:
    """A signature as `campaigns.rules.check` looks at it, as of signing: body, delegation and group.

    An organisation has a country and belongs to no delegation.
    """
    delegation = "" if signature.registered_id or signature.body == ANYONE else signature.delegation
    return quorum.Signatory(body=signature.body, delegation=delegation, group=signature.group_code)


def counted(signatures: Iterable[Signature]) -> str:
    """How many signed, in words, each in its own capacity."""
    return capacities.in_words(quorum.by_capacity([as_signatory(signature) for signature in signatures]))


def lapsed(signatures: Iterable[Signature]) -> list[Signature]:
    """Those who hold no mandate today, or whose authority or office has ended."""
    signed = list(signatures)
    holding = holding_today([signature.invitation for signature in signed])
    return [signature for signature in signed if signature.invitation_id not in holding]


def still_counting(signatures: Iterable[Signature]) -> list[quorum.Signatory]:
    """Those whose mandate, authority or office still stands, as the rules look at them."""
    signed = list(signatures)
    ended = {signature.id for signature in lapsed(signed)}
    return [as_signatory(signature) for signature in signed if signature.id not in ended]


def by_hand(signatures: Iterable[Signature]) -> dict[UUID, list[str]]:
    """By signature on what it rests that no roster gives, for organisers: paper or call, mandate, address."""
    signed = list(signatures)
    asked = with_signatories([signature.invitation for signature in signed])
    mandates = Mandates(invitation.person for invitation in asked)
    addresses = people.addresses_by_id(signature.address_id for signature in signed)
    return {one.id: _by_hand(one, mandates, addresses.get(one.address_id)) for one in signed}


def _by_hand(signature: Signature, mandates: Mandates, address: Address | None) -> list[str]:
    day = (signature.confirmed_at or signature.created_at).date()
    bodies = {signature.body} if signature.body else ()
    mandate = mandates.at(signature.invitation.person, day, bodies).certain
    said = [
        how(signature.proved_by),
        people.mandate_basis(mandate),
        people.basis(address) if address and address.roster_id is None else "",
    ]
    return [sentence for sentence in said if sentence]


def phase_of(campaign: Campaign) -> Phase:
    """What the campaign is at this moment to those who are asked to sign."""
    instrument = instruments.load(campaign.instrument)
    over = campaign.state == CampaignState.DISPATCHED and not part_sessions.takes_late_names(campaign)
    passed = has_passed(campaign.deadline, now())
    return phase(campaign.state, instrument, late_is_over=over, deadline_has_passed=passed)


def is_petition(campaign: Campaign) -> bool:
    """Whether members of the public sign the campaign's text."""
    return ANYONE in instruments.load(campaign.instrument).bodies


def asks_the_public(campaign: Campaign) -> bool:
    """Whether members of the public can sign today."""
    return is_petition(campaign) and phase_of(campaign) == Phase.OPEN


def shown_to_invited(campaign: Campaign) -> tuple[Sequence[tuple[Signature, Shown]], Others]:
    """Who has signed, as those who are asked may know it: as each agreed to be shown, otherwise counted."""
    signed = [(signature, shown_as(signature, ConsentKind.SHOW_INVITED)) for signature in in_force(campaign)]
    named = [(signature, shown) for signature, shown in signed if shown is not None]
    return named, _others(signature for signature, shown in signed if shown is None)


def _filed_under(invitation: Invitation) -> tuple[str, str]:
    if invitation.organisation is not None:
        return invitation.organisation.name.casefold(), invitation.person.name
    return invitation.person.surname.casefold(), invitation.person.given_name


def _confirmed(campaign: Campaign) -> Select[Any]:
    query = select(Signature).where(Signature.campaign_id == campaign.id, Signature.state == SignatureState.CONFIRMED)
    return query.order_by(Signature.number)


def _others(signatures: Iterable[Signature]) -> Others:
    rest = list(signatures)
    return Others(
        len(rest),
        counted(rest),
        Counter(signature.delegation for signature in rest).most_common(),
        Counter(signature.group_code for signature in rest).most_common(),
    )
