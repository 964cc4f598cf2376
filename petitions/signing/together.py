"""Signing several letters with one proof: one touch, or one code, for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.errors import DomainError
from petitions.signing.confirming import begin, confirm
from petitions.signing.errors import AlreadySigned
from petitions.signing.models import Invitation, ProvedBy, Signature
from petitions.signing.preparing import Prepared, Wish, prepare
from petitions.signing.rules import Held


class ProofTogether(Protocol):
    """Something that only the signatory can give, for all of several letters, in the order in which they were shown."""

    @property
    def kind(self) -> ProvedBy:
        """How each signature is proved, in a word."""

    def holds_together(self, prepared: Sequence[Prepared]) -> bool:
        """Use the proof up for all that is prepared. False counts a wrong try, which must be committed.

        Raises `DomainError`, with what to do, where the proof is none any more.
        """


def sign_together(actor: Actor, wishes: Mapping[Invitation, Wish], proof: ProofTogether) -> Sequence[Signature] | None:
    """Sign, or renew, all of these or none, each on the version that is open. A repeat gives the same signatures.

    None when the proof does not hold. Raises what `confirming.sign` raises, with the letter that is refused, and
    `AlreadySigned` where some, but not all, are signed already: what the proof was asked for is then no longer what is
    left to sign.
    """
    # In one order for everybody, so that no two wait for one another.
    found = {one: _begun(one) for one in sorted(wishes, key=lambda one: (one.campaign_id, one.id))}
    signed = {one: before for one, (held, before) in found.items() if held == Held.IN_FORCE and before}
    if len(signed) == len(wishes):
        return [signed[one] for one in wishes]
    if signed:
        raise AlreadySigned(
            _("One of these letters was signed meanwhile. Nothing else was signed; look at them again.")
        )
    prepared = [_prepared(invitation, wish, proof.kind) for invitation, wish in wishes.items()]
    if not proof.holds_together(prepared):
        return None
    return [
        confirm(_for_one(actor, one.invitation), one, renews=found[one.invitation][0] == Held.STALE) for one in prepared
    ]


@contextmanager
def saying_which(invitation: Invitation) -> Iterator[None]:
    """Let a refusal name the letter that holds the others up."""
    try:
        yield
    except DomainError as refused:
        letter = invitation.campaign.title
        raise type(refused)(_("“%(letter)s”: %(why)s", letter=letter, why=refused.message)) from refused


def _begun(invitation: Invitation) -> tuple[Held, Signature | None]:
    with saying_which(invitation):
        return begin(invitation)


def _prepared(invitation: Invitation, wish: Wish, kind: ProvedBy) -> Prepared:
    with saying_which(invitation):
        return prepare(invitation, wish, kind)


def _for_one(actor: Actor, invitation: Invitation) -> Actor:
    """The letters may be of several organisations, each with a register and a history of its own."""
    organisation_id = invitation.campaign.organisation_id
    return replace(actor, label=invitation.person.name, id=invitation.person_id, organisation_id=organisation_id)
