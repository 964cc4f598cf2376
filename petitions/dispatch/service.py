"""Verbs of dispatch: close an edition, reopen it, and let its letter go, once."""

from collections.abc import Sequence
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import service as campaigns
from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch import letters, mail, policy, queries, records
from petitions.dispatch.editions import accepted, new_edition, refuse_unmet
from petitions.dispatch.models import Addressee, Edition, Letter
from petitions.drafting import queries as drafting
from petitions.signing import queries as signing

REOPENED = frozenset({CampaignState.COLLECTING, CampaignState.REVIEW})


def close(actor: Actor, campaign: Campaign, *, as_of_signing: bool = False) -> Edition:
    """Close the open version with its signatories in order: the next edition.

    Raises `Refused` while anything is unmet. ``as_of_signing`` knowingly accepts mandates that have ended.
    """
    policy.require_close(actor)
    locked(campaign)
    if campaign.state != CampaignState.COLLECTING:
        raise InvalidTransition(_("Only a campaign that is collecting signatures can be closed."))
    refuse_unmet(queries.unmet_for_closing(campaign, as_of_signing=as_of_signing))
    edition = new_edition(campaign, closed_by_id=actor.id, closed_by=actor.label)
    campaigns.move(actor, campaign, CampaignState.CLOSED, accepted(queries.signatures_of(edition).values()))
    return edition


def reopen(actor: Actor, campaign: Campaign, reason: str) -> None:
    """Collect again on the same version: its signatures stay, the closed edition counts for nothing."""
    policy.require_close(actor)
    if not reason:
        raise DomainError(_("Say why the campaign is reopened."))
    locked(campaign)
    if campaign.state != CampaignState.CLOSED:
        raise InvalidTransition(_("Only a closed campaign can be reopened."))
    if has_passed(campaign.deadline, now()):
        raise InvalidTransition(
            _("The deadline has passed, so nobody could sign. Extend it: that reopens the campaign.")
        )
    campaigns.move(actor, campaign, CampaignState.COLLECTING, reason)


def follow_campaign(event: CampaignMoved) -> None:
    """A closed campaign that collects again, or whose text changed, has lost its edition; the next has a new number."""
    if event.before != CampaignState.CLOSED or event.after not in REOPENED:
        return
    campaign = db.session.get_one(Campaign, event.campaign_id)
    edition = queries.closed_edition(campaign)
    if edition is not None:
        edition.reopened_at = now()
        campaign.edition = edition.number + 1
        db.session.flush()


def confirm(actor: Actor, campaign: Campaign, *, as_of_signing: bool = False, seen: str | None = None) -> Letter:
    """Freeze the closed edition as a letter and hand it to the outbox, once for each addressee.

    ``seen`` is the SHA-256 of the PDF that the actor looked at: if the letter has become another, nothing is sent.
    Raises `NotAllowed` for whoever closed the campaign, `Refused` while anything is unmet, and `DomainError` when
    the letter was confirmed before: a second one never leaves.
    """
    policy.require_confirm(actor)
    if load(campaign.instrument).is_lodged:
        raise InvalidTransition(_("A text of this kind is lodged by its signatories; it is never sent from here."))
    locked(campaign)
    edition = _closed_by_another(actor, campaign)
    refuse_unmet(queries.unmet_for_dispatch(campaign, as_of_signing=as_of_signing))
    offices = queries.valid_addressees(campaign)
    letter = _freeze(actor, campaign, edition, offices, seen)
    mail.send(letter, campaign, edition, offices)
    campaigns.move(actor, campaign, CampaignState.DISPATCHED, accepted(queries.signatures_of(edition).values()))
    campaign.edition = edition.number + 1
    db.session.flush()
    return letter


def proof(campaign: Campaign, edition: Edition) -> bytes:
    """The letter as it would leave today, byte for byte. Writes nothing."""
    version = drafting.by_id(edition.version_id)
    ended = {signature.id for signature in signing.lapsed(queries.signatures_of(edition).values())}
    return letters.render(campaign, version, edition, queries.valid_addressees(campaign), today(), ended)


def _closed_by_another(actor: Actor, campaign: Campaign) -> Edition:
    if campaign.state in {CampaignState.DISPATCHED, CampaignState.CONCLUDED}:
        raise DomainError(_("This letter is confirmed already. It is never sent twice."))
    edition = queries.closed_edition(campaign)
    if campaign.state != CampaignState.CLOSED or edition is None:
        raise InvalidTransition(_("Close the campaign before its letter is sent."))
    if edition.closed_by_id == actor.id:
        raise NotAllowed(
            _(
                "You closed this campaign, or set the deadline that closed it, so another person must confirm that the "
                "letter leaves."
            )
        )
    return edition


def _freeze(
    actor: Actor, campaign: Campaign, edition: Edition, offices: Sequence[Addressee], seen: str | None
) -> Letter:
    content = proof(campaign, edition)
    digest = sha256(content).hexdigest()
    if seen is not None and seen != digest:
        raise StalePage(_("The letter has changed since you opened this page. Read it again, then send it."))
    letter = Letter(
        campaign_id=campaign.id,
        edition_id=edition.id,
        pdf=content,
        pdf_sha256=digest,
        frozen_at=now(),
        closed_by_id=edition.closed_by_id,
        confirmed_by_id=actor.id,
        confirmed_by=actor.label,
    )
    db.session.add(letter)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise DomainError(_("This letter is confirmed already. It is never sent twice.")) from error
    records.dispatch(campaign, drafting.by_id(edition.version_id), edition, letter, [office.name for office in offices])
    return letter
