"""Editions of petitions: a list that may be a million is told by a number, without a row for each who stands on it.

On it is who signed its version up to the edition's ``last_number``, but for those left out, whose signatures had been
taken back or set aside before the closing. What is withdrawn, disputed or signed afterwards changes nothing of that.
"""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, exists, func, insert, select

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch.models import Edition, EditionSignatory, LeftOut
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing.correcting.queries import lines_before
from petitions.signing.counting.queries import NOT_CONFIRMED
from petitions.signing.exporting.petition import PetitionRows, in_force
from petitions.signing.models import Signature
from petitions.signing.states import DENIED, SignatureState

MOST_NAMED = 1_000
"""So many names a letter prints at most; may be raised, but not lowered: it tells what older letters print."""

PORTION = 2_000


@dataclass(frozen=True, slots=True)
class Changed:
    """How many of a closed list have withdrawn since, how many are disputed, and how many signed who are not on it."""

    withdrawn: int
    disputed: int
    late: int


def freeze(edition: Edition) -> None:
    """Fix who stands on the edition. Callers hold the campaign's lock, so that nobody signs or withdraws meanwhile."""
    campaign_id, version_id = edition.campaign_id, edition.version_id
    highest = select(func.max(Signature.number)).where(Signature.campaign_id == campaign_id)
    edition.last_number = db.session.scalar(highest) or 0
    edition.size = _count(*in_force(version_id))
    edition.printed = _count(*in_force(version_id), Signature.is_printed)
    query = select(Signature.id).where(Signature.version_id == version_id, NOT_CONFIRMED)
    for some in db.session.scalars(query.execution_options(yield_per=PORTION)).partitions():
        rows = [{"id": uuid4(), "edition_id": edition.id, "signature_id": signature_id} for signature_id in some]
        db.session.execute(insert(LeftOut), rows)
    db.session.flush()


def is_named(edition: Edition) -> bool:
    """Whether the letter prints those on the edition who agreed to it; so many names as a million it does not."""
    return edition.size is None or edition.size <= MOST_NAMED


def signatories(edition: Edition) -> list[EditionSignatory]:
    """Who stands on an edition in the order of print, each as printed; nobody where they are too many to be named."""
    if edition.size is None:
        return edition.signatories
    return _as_signatories(listed(edition, undisclosed=True)) if is_named(edition) else []


def listed(edition: Edition, *, undisclosed: bool) -> PetitionRows:
    """The rows of the closed list of a petition, as they were printed, whatever has been corrected since."""
    campaign, version = db.session.get_one(Campaign, edition.campaign_id), drafting.by_id(edition.version_id)
    before = lines_before(campaign, edition.number)
    return PetitionRows(load(campaign.instrument), version, _standing_on(edition), undisclosed=undisclosed, then=before)


def lend(campaign: Campaign, version: Version, edition: Edition) -> None:
    """Give an edition that nobody closed, and that is never stored, those who signed so far."""
    rows = PetitionRows(load(campaign.instrument), version, in_force(version.id), undisclosed=True)
    if len(rows) > MOST_NAMED:
        edition.last_number, edition.size, edition.printed = 0, len(rows), len(rows) - rows.hidden
    else:
        edition.signatories = _as_signatories(rows)


def changed_since(edition: Edition, campaign: Campaign) -> Changed:
    """By how many the signatures of today differ from the closed list of a petition."""
    states = select(Signature.state, func.count()).where(*_standing_on(edition), NOT_CONFIRMED)
    gone = {row[0]: row[1] for row in db.session.execute(states.group_by(Signature.state))}
    current = (Signature.campaign_id == campaign.id, *in_force(campaign.open_version_id))
    restored = select(func.count()).select_from(LeftOut).join(Signature, Signature.id == LeftOut.signature_id)
    restored = restored.where(LeftOut.edition_id == edition.id, *current)
    return Changed(
        withdrawn=sum(count for state, count in gone.items() if state not in DENIED),
        disputed=sum(gone.get(state, 0) for state in DENIED),
        late=_count(*current, Signature.number > edition.last_number) + (db.session.scalar(restored) or 0),
    )


def all_agreed_to_publish(edition: Edition) -> bool:
    """Whether everybody whom the letter of this closed list of a petition names still agrees to be named publicly."""
    if not is_named(edition):
        return True
    stands_by_it = and_(Signature.state == SignatureState.CONFIRMED, Signature.is_published)
    return not _count(*_standing_on(edition), Signature.is_printed, ~stands_by_it)


def _standing_on(edition: Edition) -> tuple[ColumnElement[bool], ...]:
    left_out = exists().where(LeftOut.edition_id == edition.id, LeftOut.signature_id == Signature.id)
    return (
        Signature.campaign_id == edition.campaign_id,
        Signature.version_id == edition.version_id,
        Signature.number <= edition.last_number,
        ~left_out,
    )


def _as_signatories(rows: PetitionRows) -> list[EditionSignatory]:
    return [
        EditionSignatory(
            position=position,
            name=one.name,
            body=one.body,
            capacity=one.capacity,
            delegation=one.delegation,
            group_code=one.group_code,
            is_printed=one.is_printed,
        )
        for position, one in enumerate(rows.entries(), start=1)
    ]


def _count(*conditions: ColumnExpressionArgument[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Signature).where(*conditions)) or 0
