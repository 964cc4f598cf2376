"""How a campaign stands today, gathered for the gate."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from petitions.campaigns import instruments
from petitions.campaigns import rules as quorum
from petitions.campaigns.models import Campaign
from petitions.campaigns.words import sentence
from petitions.core.clock import today
from petitions.dispatch.gate import Standing
from petitions.dispatch.models import Addressee, Edition
from petitions.drafting import queries as drafting
from petitions.people.queries import mandate_at
from petitions.signing import queries as signing
from petitions.signing.models import Signature


def of(campaign: Campaign, addressees: Sequence[Addressee], *, as_of_signing: bool) -> Standing:
    """The campaign's standing. ``as_of_signing`` counts signatories whose mandate has ended since they signed."""
    version = drafting.open_version(campaign)
    if version is None:
        return Standing(has_version=False)
    signatures = signing.in_force(campaign)
    latest = drafting.latest(campaign)
    return Standing(
        shortfalls=_shortfalls(campaign, version.body, signatures, as_of_signing=as_of_signing),
        is_newest=latest is not None and latest.id == version.id,
        is_approved=drafting.is_approved(version),
        stale=_names(signing.stale(campaign)),
        lapsed=_names(lapsed(signatures)),
        addressees=len(addressees),
    )


def since(edition: Edition, campaign: Campaign, addressees: Sequence[Addressee], *, as_of_signing: bool) -> Standing:
    """The campaign's standing, held against the edition that was closed."""
    signatures = {signature.id: signature for signature in signing.in_force(campaign)}
    listed = {row.signature_id: row.name for row in edition.signatories}
    return replace(
        of(campaign, addressees, as_of_signing=as_of_signing),
        same_version=edition.version_id == campaign.open_version_id,
        missing=[name for ref, name in listed.items() if ref not in signatures],
        late=_names(signature for ref, signature in signatures.items() if ref not in listed),
    )


def lapsed(signatures: Iterable[Signature]) -> list[Signature]:
    """Those whose bearer holds no mandate today."""
    return [signature for signature in signatures if not mandate_at(signature.invitation.person, today()).holds]


def _shortfalls(campaign: Campaign, text: str, signatures: Iterable[Signature], *, as_of_signing: bool) -> list[str]:
    rules = instruments.load(campaign.instrument)
    signatories = [_signatory(signature) for signature in signatures if as_of_signing or not lapsed([signature])]
    return [sentence(unmet) for unmet in quorum.check(rules, text, signatories, today())]


def _signatory(signature: Signature) -> quorum.Signatory:
    signed_on = (signature.confirmed_at or signature.created_at).date()
    person = signature.invitation.person
    held = mandate_at(person, today()).seats or mandate_at(person, signed_on).seats
    mandate = held[-1] if held else None
    return quorum.Signatory(
        body=mandate.body if mandate else "", delegation=signature.delegation, group=signature.group_code
    )


def _names(signatures: Iterable[Signature]) -> list[str]:
    return [signature.name for signature in signatures]
