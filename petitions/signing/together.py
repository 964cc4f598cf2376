"""Signing several letters with one proof: one touch, or one code, for all of them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from flask_babel import gettext as _

from petitions.core.actor import Actor
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

    None when the proof does not hold. Raises what `confirming.sign` raises, and `AlreadySigned` where some, but not
    all, are signed already: what the proof was asked for is then no longer what is left to sign.
    """
    # In one order for everybody, so that no two wait for one another.
    found = {one: begin(one) for one in sorted(wishes, key=lambda one: (one.campaign_id, one.id))}
    signed = {one: before for one, (held, before) in found.items() if held == Held.IN_FORCE and before}
    if len(signed) == len(wishes):
        return [signed[one] for one in wishes]
    if signed:
        raise AlreadySigned(
            _("One of these letters was signed meanwhile. Nothing else was signed; look at them again.")
        )
    prepared = [prepare(invitation, wish, proof.kind) for invitation, wish in wishes.items()]
    if not proof.holds_together(prepared):
        return None
    return [confirm(actor, one, renews=found[one.invitation][0] == Held.STALE) for one in prepared]
