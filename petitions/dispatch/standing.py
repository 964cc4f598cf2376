"""How a campaign stands today, gathered for the gate."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from petitions.campaigns import instruments
from petitions.campaigns import rules as quorum
from petitions.campaigns.instruments import Instrument
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.campaigns.words import sentence
from petitions.core.clock import today
from petitions.core.db import db
from petitions.dispatch import petition_editions
from petitions.dispatch.earlier import earlier_texts
from petitions.dispatch.gate import Public, Standing
from petitions.dispatch.models import Addressee, Edition
from petitions.drafting import queries as drafting
from petitions.signing import queries as signing
from petitions.signing.clusters import queries as clusters
from petitions.signing.display import shown_as
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.renewing import asking as renewing
from petitions.signing.supporters.rules import ANYONE


def of(campaign: Campaign, addressees: Sequence[Addressee], *, as_of_signing: bool) -> Standing:
    """The campaign's standing. ``as_of_signing`` counts signatories whose mandate has ended since they signed."""
    rules = instruments.load(campaign.instrument)
    version = drafting.open_version(campaign)
    if version is None:
        return Standing(has_version=False, is_lodged=rules.is_lodged)
    latest = drafting.latest(campaign)
    known = Standing(
        is_newest=latest is not None and latest.id == version.id,
        unapproved=drafting.unapproved(version),
        addressees=len(addressees),
        is_lodged=rules.is_lodged,
    )
    if signing.is_petition(campaign):
        return _with_public(known, campaign, version.body)
    return _with_signatories(known, campaign, version.body, as_of_signing=as_of_signing)


def _with_public(known: Standing, campaign: Campaign, text: str) -> Standing:
    """The same with what is to be known of a petition's signatures, which are counted and not read."""
    least = instruments.load(campaign.instrument).min_signatories
    # More than the rules ask for need not be looked at one by one.
    signatories = [quorum.Signatory(ANYONE)] * min(signing.count_in_force(campaign), least)
    return replace(
        known,
        shortfalls=_shortfalls(campaign, text, signatories),
        waiting=clusters.count_waiting(campaign),
        public=Public(stale=0 if renewing.is_over(campaign) else signing.count_stale(campaign)),
    )


def _with_signatories(known: Standing, campaign: Campaign, text: str, *, as_of_signing: bool) -> Standing:
    signatures = signing.in_force(campaign)
    lapsed = signing.lapsed(signatures)
    on_list = on_paper(instruments.load(campaign.instrument), signatures)
    counting = list(map(signing.as_signatory, on_list)) if as_of_signing else signing.still_counting(on_list)
    return replace(
        known,
        shortfalls=_shortfalls(campaign, text, counting),
        stale=_names(signing.stale(campaign)),
        lapsed=_names(signature for signature in lapsed if signature.registered_id is None),
        unauthorised=_names(signature for signature in lapsed if signature.registered_id is not None),
    )


def on_paper(rules: Instrument, signatures: Sequence[Signature]) -> Sequence[Signature]:
    """Those who count: on a lodging sheet nobody stands who did not agree to be printed."""
    if not rules.is_lodged:
        return signatures
    return [signature for signature in signatures if shown_as(signature, ConsentKind.PRINT)]


def since(edition: Edition, campaign: Campaign, addressees: Sequence[Addressee], *, as_of_signing: bool) -> Standing:
    """The campaign's standing, held against the edition that was closed.

    Once the text has gone, who signs after a closing belongs to the next edition and hinders nothing.
    """
    gone = campaign.state == CampaignState.DISPATCHED
    known = of(campaign, addressees, as_of_signing=as_of_signing)
    known = replace(known, waiting=0, same_version=edition.version_id == campaign.open_version_id)
    if edition.size is not None:
        changed = petition_editions.changed_since(edition, campaign)
        late = 0 if gone else changed.late
        return replace(
            known, public=replace(known.public, missing=changed.withdrawn, disputed=changed.disputed, late=late)
        )
    signatures = {signature.id: signature for signature in signing.in_force(campaign)}
    listed = {row.signature_id: row.name for row in edition.signatories}
    denied = signing.denied(campaign)
    return replace(
        known,
        missing=_names(
            db.session.get_one(Signature, ref) for ref in listed if ref not in signatures and ref not in denied
        ),
        disputed=_names(db.session.get_one(Signature, ref) for ref in listed if ref in denied),
        late=() if gone else _names(signature for ref, signature in signatures.items() if ref not in listed),
    )


def _shortfalls(campaign: Campaign, text: str, signatories: Sequence[quorum.Signatory]) -> list[str]:
    rules = instruments.load(campaign.instrument)
    return [sentence(unmet) for unmet in quorum.check(rules, text, signatories, today(), earlier_texts(campaign))]


def _names(signatures: Iterable[Signature]) -> list[str]:
    return [signature.name for signature in signatures]
