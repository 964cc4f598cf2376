"""What a signatory is about to sign: the signature as it would be written, its consents and its statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _

from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.errors import StalePage
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.people import queries as people
from petitions.signing import display, queries, rules
from petitions.signing.entitlement import entitled
from petitions.signing.errors import ConsentMissing, NotOpen
from petitions.signing.models import ConsentKind, Invitation, ProvedBy, Signature
from petitions.signing.naming import printed_name, surname_of
from petitions.signing.printing import printed
from petitions.signing.rules import Phase, Signed
from petitions.signing.states import SignatureState
from petitions.signing.wordings import wording_sha256, wordings


@dataclass(frozen=True)
class Wish:
    """What a signatory asks for: this version, under this name, with these consents, in this language.

    ``display`` is how to be shown wherever the consents name the signatory.
    ``prepared_by`` is the delegate who filled the page in, if one did. ``at`` is the moment of a statement that was
    shown before; None: now. ``evidence`` is what a signature by hand rests on, as its statement says it.
    ``comment`` is told to the organisers alone.
    """

    version_id: UUID
    name: str
    agreed: frozenset[ConsentKind]
    language: str
    display: Display = Display.PUBLIC
    prepared_by: str = ""
    at: datetime | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


class Answer(NamedTuple):
    """One thing that was put to the signatory, in its words, and whether it is agreed to."""

    kind: ConsentKind
    given: bool
    wording: str
    wording_sha256: str


@dataclass(frozen=True)
class Prepared:
    """A signature that waits for its proof. Nothing of it is written yet."""

    invitation: Invitation
    version: Version
    signature: Signature
    consents: Sequence[Answer]
    statement: Mapping[str, Any]


def prepare(invitation: Invitation, wish: Wish, proved_by: ProvedBy) -> Prepared:
    """The signature as it would be written. Callers hold the locks of campaign and invitation.

    Raises `StalePage` when another version is open than the one shown, `NotOpen`, `NotEntitled`, `NameUnusable`,
    `ConsentMissing` and `DisplayRefused`.
    """
    campaign = invitation.campaign
    version = _shown_version(campaign, wish.version_id)
    name = printed_name(wish.name, invitation)
    if ConsentKind.SIGN not in wish.agreed:
        raise ConsentMissing(_("Nothing was signed: the consent to sign was not given."))
    display.require_sound(invitation, wish.display, wish.agreed)
    signature = _signature(invitation, version, name, wish, proved_by)
    said = wordings(invitation, wish.display)
    consents = [Answer(kind, kind in wish.agreed, words, wording_sha256(words)) for kind, words in said.items()]
    signed = replace(_signed(campaign, signature, version, consents), evidence=wish.evidence)
    return Prepared(invitation, version, signature, consents, rules.statement_of_consent(signed))


def _shown_version(campaign: Campaign, version_id: UUID) -> Version:
    """The open version, if it is the one that the signatory was shown."""
    if queries.phase_of(campaign) != Phase.OPEN:
        raise NotOpen(_("This letter can’t be signed at the moment. Open it to see why."))
    if version_id != campaign.open_version_id:
        raise StalePage(_("The text has changed since you opened it. Nothing was signed. Read what is new first."))
    return drafting.by_id(version_id)


def _signature(invitation: Invitation, version: Version, name: str, wish: Wish, proved_by: ProvedBy) -> Signature:
    """The signature with capacity, delegation and group as of now, in the letter's words."""
    counted = entitled(invitation)
    with force_locale(version.text.language):
        lines = printed(invitation, name, counted.body)
    moment, address = wish.at or now(), people.address_in_force(invitation.person)
    return Signature(
        campaign_id=invitation.campaign_id,
        version_id=version.id,
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        registered_id=invitation.registered_id,
        representative_id=invitation.representative_id,
        address_id=address.id if address else None,
        name=lines.name,
        surname=surname_of(invitation, name, lines),
        body=counted.body,
        capacity=lines.capacity,
        delegation=counted.country,
        group_code=counted.group,
        language=wish.language,
        display=wish.display,
        state=SignatureState.CONFIRMED,
        proved_by=proved_by,
        prepared_by=wish.prepared_by,
        comment=wish.comment,
        is_published=ConsentKind.PUBLISH in wish.agreed,
        is_printed=ConsentKind.PRINT in wish.agreed,
        created_at=moment,
        confirmed_at=moment,
    )


def _signed(campaign: Campaign, signature: Signature, version: Version, consents: Sequence[Answer]) -> Signed:
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
        display=signature.display,
        proved_by=signature.proved_by,
        prepared_by=signature.prepared_by,
    )
