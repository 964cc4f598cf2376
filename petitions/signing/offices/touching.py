"""Confirming what delegates prepared with one touch of a passkey: several letters, all of them or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from petitions.core.actor import Actor
from petitions.signing.models import ProvedBy, Signature
from petitions.signing.offices import queries, several
from petitions.signing.offices.models import Preparation
from petitions.signing.passkeys import asking
from petitions.signing.passkeys import queries as passkeys
from petitions.signing.passkeys.proving import PasskeyProof, Touch
from petitions.signing.preparing import Prepared, Wish, prepare
from petitions.signing.together import saying_which, sign_together


def may_touch(preparations: Sequence[Preparation]) -> bool:
    """Whether one passkey is good for all of these letters. It is good at one organisation, for one person."""
    return bool(passkeys.good_for_all([one.invitation for one in preparations]))


def to_touch_several(member: str, preparations: Sequence[Preparation], at: datetime) -> dict[str, Any]:
    """What a browser needs to have one touch sign all of these as they were prepared, as JSON. Nothing is written.

    Raises what signing each would raise, with the name of the letter that holds the others up, `StalePage` where one
    was prepared anew, and `PasskeyRefused` unless one passkey is good for all.
    """
    several.require_all_in_force(member, preparations)
    return asking.to_sign_together([_prepared(one, at) for one in preparations])


def touch_several(
    actor: Actor, member: str, preparations: Sequence[Preparation], touch: Touch
) -> Sequence[Signature] | None:
    """Sign all of these as they were prepared, or none, with one touch.

    Raises as `to_touch_several`, what `sign_together` raises, and `PasskeyRefused` where the answer does not hold.
    """
    several.require_all_in_force(member, preparations)
    wishes = {one.invitation: _wish(one, touch.at) for one in preparations}
    return sign_together(actor, wishes, PasskeyProof(touch.answer))


def _prepared(one: Preparation, at: datetime) -> Prepared:
    with saying_which(one.invitation):
        return prepare(one.invitation, _wish(one, at), ProvedBy.PASSKEY)


def _wish(one: Preparation, at: datetime) -> Wish:
    return replace(queries.wish_of(one), at=at)
