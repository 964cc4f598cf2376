"""Verbs of lodging: freeze the sheet of a closed edition, and record how it was lodged."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch import policy, records
from petitions.dispatch import queries as dispatch
from petitions.dispatch.editions import refuse_unmet
from petitions.dispatch.lodging import queries, rules, sheet
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.rules import Lodged
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.signing.disputing.queries import disputed_on
from petitions.signing.models import Signature
from petitions.signing.states import DENIED, SignatureState

GATHERED = frozenset({CampaignState.CLOSED, CampaignState.DISPATCHED})


def proof(campaign: Campaign, edition: Edition) -> bytes:
    """The sheet as it would be frozen today, byte for byte. Writes nothing."""
    version = drafting.by_id(edition.version_id)
    return sheet.as_pdf(campaign, version, edition, sheet.on_sheet(edition), today())


def confirm_sheet(actor: Actor, campaign: Campaign, *, as_of_signing: bool = False, seen: str | None = None) -> Lodging:
    """Freeze the lodging sheet of the closed edition; it is then ready to be signed by hand and lodged.

    ``seen`` is the SHA-256 of the PDF that the actor looked at. Raises `NotAllowed` for whoever closed the edition,
    `Refused` while anything is unmet, and `DomainError` when the sheet was confirmed before.
    """
    policy.require_confirm(actor)
    locked(campaign)
    edition = _closed_by_another(actor, campaign)
    refuse_unmet(dispatch.unmet_for_dispatch(campaign, as_of_signing=as_of_signing))
    lodging = _freeze(actor, campaign, edition, seen)
    _record(actor, "lodging:confirm", lodging, {"pdf_sha256": lodging.pdf_sha256})
    return lodging


def record_lodging(actor: Actor, lodging: Lodging, facts: Lodged, made_from: int) -> None:
    """Record that the sheet was lodged, or correct that record; the history keeps what stood there.

    The first lodging takes the campaign to `dispatched`. Raises `DomainError` for days that can't be, `StalePage`.
    """
    policy.require_prepare(actor)
    campaign = take_in_hand(lodging, made_from)
    fault = rules.fault_of_lodging(
        facts, frozen_on=lodging.frozen_at.date(), tabled_on=lodging.tabled_on, today=today()
    )
    if fault:
        raise DomainError(fault)
    before, is_first = recorded_lodging(lodging), lodging.lodged_on is None
    if before == asdict(facts):
        return
    if is_first:
        _require_lodgeable(campaign, lodging, facts.lodged_on)
    write(lodging, asdict(facts))
    count_late_names(campaign)
    _told(actor, campaign, lodging, {} if is_first else before)


def take_in_hand(lodging: Lodging, made_from: int) -> Campaign:
    """Lock the campaign and the lodging for a record. Raises `StalePage` where it has changed."""
    campaign = lodging.campaign
    locked(campaign)
    locked(lodging)
    if lodging.revision != made_from:
        raise StalePage(_("Somebody changed this record while you wrote. Compare, then save once more."))
    return campaign


def write(lodging: Lodging, facts: dict[str, Any]) -> None:
    """Store the facts as the next revision."""
    for name, value in facts.items():
        setattr(lodging, name, value)
    lodging.revision += 1
    db.session.flush()


def count_late_names(campaign: Campaign) -> None:
    """Count late names from the day on which the first edition was tabled, or lodged while nothing is tabled."""
    lodged = [row for row in queries.lodgings(campaign) if row.lodged_on is not None]
    first = min(lodged, key=lambda row: row.edition.number)
    campaign.late_since = first.tabled_on or first.lodged_on
    db.session.flush()


def recorded_lodging(lodging: Lodging) -> dict[str, Any]:
    """What is recorded of the lodging, by the names of `rules.Lodged`."""
    return {name: getattr(lodging, name) for name in Lodged.__dataclass_fields__}


def _closed_by_another(actor: Actor, campaign: Campaign) -> Edition:
    if not queries.is_lodged(campaign):
        raise InvalidTransition(_("A text of this kind is sent; it has no lodging sheet."))
    now_at = queries.standing(campaign)
    if campaign.state not in GATHERED or now_at.edition is None:
        raise InvalidTransition(_("Close the campaign before its lodging sheet is confirmed."))
    if now_at.lodging is not None:
        raise DomainError(_("This lodging sheet is confirmed already."))
    if now_at.edition.closed_by_id == actor.id:
        raise NotAllowed(
            _("You closed this edition, or set the deadline that closed it, so another person must confirm its sheet.")
        )
    return now_at.edition


def _freeze(actor: Actor, campaign: Campaign, edition: Edition, seen: str | None) -> Lodging:
    content = proof(campaign, edition)
    digest = sha256(content).hexdigest()
    if seen is not None and seen != digest:
        raise StalePage(_("The sheet has changed since you opened this page. Read it again, then confirm it."))
    lodging = Lodging(
        campaign_id=campaign.id,
        edition_id=edition.id,
        lines=sheet.lines_of(sheet.on_sheet(edition)),
        pdf=content,
        pdf_sha256=digest,
        frozen_at=now(),
        closed_by_id=edition.closed_by_id,
        confirmed_by_id=actor.id,
        confirmed_by=actor.label,
        revision=1,
    )
    db.session.add(lodging)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise DomainError(_("This lodging sheet is confirmed already.")) from error
    return lodging


def _require_lodgeable(campaign: Campaign, lodging: Lodging, lodged_on: date) -> None:
    """The sheet is that of an edition that counts, and nobody had withdrawn from it, or denied it, before that day."""
    if campaign.state not in GATHERED or lodging.edition.reopened_at is not None:
        raise InvalidTransition(_("The campaign was reopened since, so this sheet counts for nothing."))
    signatures = dispatch.signatures_of(lodging.edition).values()
    _require_undisputed([one for one in signatures if one.state in DENIED], lodged_on)
    for signature in signatures:
        gone = signature.withdrawn_at if signature.state == SignatureState.WITHDRAWN else None
        if gone is not None and gone.date() < lodged_on:
            raise DomainError(
                _(
                    "%(name)s withdrew on %(day)s, before the sheet was lodged. Reopen the campaign, close it again "
                    "and lodge a sheet without this name.",
                    name=signature.name,
                    day=format_date(gone, "d MMMM y"),
                )
            )


def _require_undisputed(denied: Sequence[Signature], lodged_on: date) -> None:
    days = disputed_on([signature.invitation_id for signature in denied])
    for signature in denied:
        day = days[signature.invitation_id]
        if day.date() < lodged_on:
            raise DomainError(
                _(
                    "On %(day)s, before the sheet was lodged, %(name)s denied to have signed. Reopen the campaign, "
                    "close it again and lodge a sheet without this name.",
                    name=signature.name,
                    day=format_date(day, "d MMMM y"),
                )
            )


def _told(actor: Actor, campaign: Campaign, lodging: Lodging, before: dict[str, Any]) -> None:
    after = recorded_lodging(lodging)
    if before:
        _record(actor, "lodging:correct", lodging, {"before": plain(before), "after": plain(after)})
        return
    records.lodging(campaign, drafting.by_id(lodging.edition.version_id), lodging)
    if campaign.state == CampaignState.DISPATCHED:
        _record(actor, "lodging:record", lodging, plain(after))
        return
    campaigns.move(actor, campaign, CampaignState.DISPATCHED, action="lodging:record", details=plain(after))
    campaign.edition = lodging.edition.number + 1
    db.session.flush()


def plain(facts: dict[str, Any]) -> dict[str, str]:
    """Facts as the history keeps them."""
    return {name: str(value or "") for name, value in facts.items()}


def _record(actor: Actor, action: str, lodging: Lodging, details: dict[str, Any]) -> None:
    campaign = lodging.campaign
    record(
        actor,
        action,
        lodging,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"edition": lodging.edition.number, **details},
    )
