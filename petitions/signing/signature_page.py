"""One signature as organisers read it: who, when, which version, what was agreed to, how proved, what came after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from petitions.core.db import db
from petitions.drafting.languages import language_name
from petitions.ledger.models import Leaf, LeafType
from petitions.people import queries as people
from petitions.people.addresses import masked
from petitions.signing import queries, reading, rules
from petitions.signing.by_hand import queries as by_hand
from petitions.signing.correcting import queries as correcting
from petitions.signing.display import marked
from petitions.signing.disputing import queries as disputing
from petitions.signing.late import queries as late
from petitions.signing.models import Invitation, ProvedBy, Signature
from petitions.signing.states import Look, SignatureState
from petitions.signing.wordings import WORDINGS

STATES = {
    SignatureState.PENDING: (_l("begun, not confirmed"), "wait"),
    SignatureState.CONFIRMED: (_l("in force"), "done"),
    SignatureState.EXPIRED: (_l("never confirmed"), "quiet"),
    SignatureState.WITHDRAWN: (_l("withdrawn"), "quiet"),
    SignatureState.SET_ASIDE: (_l("set aside, disputed"), "danger"),
    SignatureState.ANNULLED: (_l("annulled after a dispute"), "danger"),
}
LOOKS = {
    Look.WAITS: (_l("waits for a look, not counted"), "wait"),
    Look.SET_ASIDE: (_l("set aside after a look"), "quiet"),
}
STALE = (_l("on an older version, does not count for the one that is open"), "wait")
PROVED = {
    ProvedBy.CODE: _l("a code mailed to the registered address, typed into the browser that asked for it"),
    ProvedBy.PASSKEY: _l("a passkey that was enrolled after an earlier signature"),
    ProvedBy.PAPER: _l("on paper, recorded by an organiser"),
    ProvedBy.TELEPHONE: _l("by telephone, recorded by an organiser"),
}
LEAVES = {
    LeafType.CONSENT: _l("signed"),
    LeafType.WITHDRAW: _l("withdrawn"),
    LeafType.CORRECT: _l("corrected"),
    LeafType.SET_ASIDE: _l("set aside"),
    LeafType.RESTORE: _l("restored"),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent as it was put, whether it was given, and the hash under which its wording is kept."""

    wording: str
    given: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One leaf of the ledger about the signature. ``position`` is None until the worker has given it its place."""

    what: str
    at: datetime
    commitment: str
    edition: int
    position: int | None


def of(signature: Signature) -> dict[str, Any]:
    """Everything that the page shows."""
    invitation = signature.invitation
    word, tone = state_of(signature)
    return {
        "signature": signature,
        "invitation": invitation,
        "printed": reading.as_name(signature),
        "state_word": word,
        "tone": tone,
        "language": language_name(signature.language),
        "proved": PROVED[ProvedBy(signature.proved_by)],
        "address": masked(_address(signature)),
        "rests_on": _rests_on(signature),
        "shown": marked(signature),
        "recorded": [one.id for one in by_hand.of_invitation(invitation) if one.signature_id == signature.id],
        "agreed": _agreed(signature),
        "corrections": correcting.corrections(signature),
        "wishes": correcting.wishes(signature),
        "disputes": disputing.disputes(invitation),
        "requests": late.requests(signature),
        "leaves": _leaves(signature),
        "others": [(other, *state_of(other)) for other in invitation.signatures if other.id != signature.id],
    }


def latest_of(invitation: Invitation) -> Signature | None:
    """The signature that the table of invitations leads to: the one that stands, else the last one given."""
    _held, signature = queries.held(invitation)
    return signature or next(iter(reversed(invitation.signatures)), None)


def state_of(signature: Signature) -> tuple[str, str]:
    """Where a signature stands, in a word, and the tone of it."""
    if signature.look:
        word, tone = LOOKS[Look(signature.look)]
        return str(word), tone
    opened = signature.invitation.campaign.open_version_id
    stale = rules.is_stale(signature.state, signature.version_id, opened)
    word, tone = STALE if stale else STATES[SignatureState(signature.state)]
    return str(word), tone


def _address(signature: Signature) -> str:
    """Where the code went: the representative's own address, else the one on file at that time."""
    invitation = signature.invitation
    if invitation.representative is not None or invitation.supporter is not None:
        return queries.address(invitation)
    address = people.addresses_by_id([signature.address_id]).get(signature.address_id)
    return address.address if address else ""


def _rests_on(signature: Signature) -> Sequence[str]:
    row = signature.invitation.representative
    if row is not None:
        told = {"evidence": row.evidence, "source": row.source, "who": row.confirmed_by}
        return [_("%(evidence)s %(source)s, confirmed by %(who)s.", **told)]
    if signature.invitation.supporter is not None:
        return [_("A member of the public, from the page of the petition.")]
    address = people.addresses_by_id([signature.address_id]).get(signature.address_id)
    on_roster = [people.basis(address)] if address and address.roster_id else []
    return [*queries.by_hand([signature])[signature.id], *on_roster]


def _agreed(signature: Signature) -> list[Agreed]:
    rows = {row.kind: row for row in signature.consents}
    asked = [rows[kind] for kind in WORDINGS if kind in rows]
    return [Agreed(row.wording, row.given, row.wording_sha256) for row in asked]


def _leaves(signature: Signature) -> list[Recorded]:
    query = select(Leaf).where(Leaf.ref == signature.id).order_by(Leaf.recorded_at, Leaf.id)
    return [
        Recorded(str(LEAVES[LeafType(leaf.type)]), leaf.recorded_at, leaf.commitment, leaf.edition, leaf.position)
        for leaf in db.session.scalars(query)
    ]
