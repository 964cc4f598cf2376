"""Signing, renewing, taking back and declining: what a signatory does, each under a lock of the campaign."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import StalePage
from petitions.core.events import emit
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.models import Person
from petitions.people.spelling import bears
from petitions.signing import links, mail, queries, rules
from petitions.signing.entitlement import entitled
from petitions.signing.errors import AlreadySigned, ConsentMissing, NameUnusable, NotOpen
from petitions.signing.events import SignatureConfirmed
from petitions.signing.inviting import move, require_alive, require_unsigned
from petitions.signing.models import Consent, ConsentKind, Invitation, Signature
from petitions.signing.printing import printed
from petitions.signing.rules import Held, Phase, Signed, UnusableName
from petitions.signing.states import InvitationState, SignatureState
from petitions.signing.wordings import wording_sha256, wordings


@dataclass(frozen=True)
class Wish:
    """What a signatory asks for: this version, under this name, with these consents, proved by a code."""

    version_id: UUID
    name: str
    agreed: frozenset[ConsentKind]
    language: str
    digits: str
    browser: str


def code_to_sign(invitation: Invitation, browser: str) -> CodeFor:
    """The code that signs the open version in this browser, and nothing else."""
    return CodeFor(CodePurpose.SIGN, invitation.id, browser, invitation.campaign.open_version_id)


def sign(actor: Actor, invitation: Invitation, wish: Wish) -> Signature | None:
    """Sign, or renew on, the version that is open. A repeat of the same confirmation gives the same signature.

    None when the digits are wrong: the try is counted, and must be committed. Raises `StalePage` when another version
    is open than the one shown, `NotOpen`, `NotEntitled`, `NameUnusable`, `ConsentMissing`, `WrongCode`, and
    `AlreadySigned` should the database know better.
    """
    campaign = _locked_campaign(invitation)
    require_alive(invitation)
    held, before = queries.held(invitation)
    if held == Held.IN_FORCE:
        return before
    require_unsigned(invitation)
    version = _shown_version(campaign, wish.version_id)
    name = _printed_name(wish.name, invitation.person)
    if ConsentKind.SIGN not in wish.agreed:
        raise ConsentMissing(_("Nothing was signed: the consent to sign was not given."))
    signature = _prepare(campaign, invitation, version, name, wish.language)
    if not codes.redeem(code_to_sign(invitation, wish.browser), wish.digits):
        return None
    leaf = _confirm(invitation, signature, version, wish.agreed)
    move(invitation, InvitationState.ANSWERED)
    action = "signature:renew" if held == Held.STALE else "signature:confirm"
    record(actor, action, signature, signature.name, case_id=campaign.case_id, campaign_id=campaign.id)
    allowed = rules.may_withdraw(campaign.state, Held.IN_FORCE, instruments.load(campaign.instrument))
    links.keep(invitation)
    mail.receipt(signature, version=version, leaf=leaf, may_withdraw=allowed)
    emit(SignatureConfirmed(campaign.id, signature.id))
    return signature


def _locked_campaign(invitation: Invitation) -> Campaign:
    campaign = invitation.campaign
    locked(campaign)
    locked(invitation)
    return campaign


def _shown_version(campaign: Campaign, version_id: UUID) -> Version:
    """The open version, if it is the one that the signatory was shown."""
    if queries.phase_of(campaign) != Phase.OPEN:
        raise NotOpen(_("This letter can’t be signed at the moment. Open it to see why."))
    if version_id != campaign.open_version_id:
        raise StalePage(_("The text has changed since you opened it. Nothing was signed. Read what is new first."))
    return drafting.by_id(version_id)


def _printed_name(typed: str, person: Person) -> str:
    """The name as it will be printed: spelt as its bearer likes, and never somebody else's."""
    try:
        name = rules.printed_name(typed)
    except UnusableName as unusable:
        raise NameUnusable(
            _("Type your name as it is to be printed, in at most 120 letters. Leave out signs that nobody can see.")
        ) from unusable
    if not _surname_in(name, person):
        raise NameUnusable(
            _(
                "The letter was sent to %(name)s, so the printed name has to hold that surname. Spell it as you like; "
                "if the name itself is wrong, write to the organisation that invited you.",
                name=person.name,
            )
        )
    return name


def _surname_in(name: str, person: Person) -> str:
    """The surname on the register that the printed name holds, of any entry that is this person; empty where none."""
    return next((entry.surname for entry in merges.selves(person) if bears(name, entry.surname)), "")


def _prepare(campaign: Campaign, invitation: Invitation, version: Version, name: str, language: str) -> Signature:
    """The signature as it would be written: with capacity, delegation and group as of now, in the letter's words."""
    counted = entitled(invitation)
    with force_locale(version.text.language):
        lines = printed(invitation, name)
    moment, address = now(), people.address_in_force(invitation.person)
    return Signature(
        campaign_id=campaign.id,
        version_id=version.id,
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        registered_id=invitation.registered_id,
        representative_id=invitation.representative_id,
        address_id=address.id if address else None,
        name=lines.name,
        surname=lines.surname if lines.name != name else _surname_in(name, invitation.person),
        body=counted.body,
        capacity=lines.capacity,
        delegation=counted.country,
        group_code=counted.group,
        language=language,
        state=SignatureState.CONFIRMED,
        created_at=moment,
        confirmed_at=moment,
    )


def _confirm(invitation: Invitation, signature: Signature, version: Version, agreed: frozenset[ConsentKind]) -> Leaf:
    """Write the signature, its consents and its leaf together."""
    campaign = invitation.campaign
    consents = [_consent(signature, words, kind, kind in agreed) for kind, words in wordings(invitation).items()]
    leaf = ledger.append(
        campaign.id,
        LeafType.CONSENT,
        version.sha256,
        campaign.edition,
        signature.id,
        rules.statement_of_consent(_signed(campaign, signature, version, consents)),
    )
    signature.consents = consents
    highest = db.session.scalar(select(func.max(Signature.number)).where(Signature.campaign_id == campaign.id))
    signature.number = (highest or 0) + 1
    signature.leaf_id = leaf.id
    try:
        db.session.add(signature)
        db.session.flush()
    except IntegrityError as twice:
        raise AlreadySigned(_("You have signed this text already. Open the letter to see your receipt.")) from twice
    db.session.expire(signature.invitation, ["signatures"])
    return leaf


def _consent(signature: Signature, words: str, kind: ConsentKind, given: bool) -> Consent:
    return Consent(
        signature_id=signature.id,
        kind=kind,
        given=given,
        wording=words,
        wording_sha256=wording_sha256(words),
        language=signature.language,
        at=signature.created_at,
    )


def _signed(campaign: Campaign, signature: Signature, version: Version, consents: list[Consent]) -> Signed:
    return Signed(
        campaign=campaign.id,
        version=version.sha256,
        edition=campaign.edition,
        name=signature.name,
        capacity=signature.capacity,
        delegation=signature.delegation,
        group=signature.group_code,
        consents={consent.kind: consent.wording_sha256 for consent in consents if consent.given},
        language=signature.language,
        at=signature.created_at,
    )
