"""What every closing does: refuse while anything is unmet, and fix who signed which version in which order."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError, InvalidTransition
from petitions.dispatch import letters, petition_editions, records
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import queries as signing
from petitions.signing.models import Signature


class Refused(DomainError):
    """Something is unmet; ``reasons`` says what, one sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def refuse_unmet(reasons: Sequence[str]) -> None:
    """Raise `Refused` if there is any reason to."""
    if reasons:
        raise Refused(reasons)


def accepted(signatures: Iterable[Signature]) -> str:
    """How many ended mandates were knowingly counted, for the history; empty where none was."""
    count = len(signing.lapsed(signatures))
    return _("Ended mandates or authorities accepted as of signing: %(count)d.", count=count) if count else ""


def new_edition(campaign: Campaign, *, closed_by_id: UUID | None, closed_by: str) -> Edition:
    """The next edition: the signatures in force on the open version in the order of print, and its leaf."""
    version = drafting.by_id(_open_version(campaign))
    edition = Edition(
        campaign_id=campaign.id,
        version_id=version.id,
        number=campaign.edition,
        closed_at=now(),
        closed_by_id=closed_by_id,
        closed_by=closed_by,
    )
    db.session.add(edition)
    db.session.flush()
    if signing.is_petition(campaign):
        petition_editions.freeze(edition)
        records.closing_petition(campaign, version, edition)
    else:
        _list_signatories(campaign, version, edition)
    return edition


def _list_signatories(campaign: Campaign, version: Version, edition: Edition) -> None:
    signatures = {signature.id: signature for signature in signing.in_force(campaign)}
    rules, language = load(campaign.instrument), version.text.language
    edition.signatories = letters.listed(rules, edition, signatures.values(), language)
    db.session.flush()
    records.closing(campaign, version, edition, [signatures[row.signature_id] for row in edition.signatories])


def _open_version(campaign: Campaign) -> UUID:
    if campaign.open_version_id is None:
        raise InvalidTransition(_("No version is open for signature."))
    return campaign.open_version_id
