"""Processes that meet over one signature end where they would have ended in turn, with the worker at work meanwhile.

On SQLite and on PostgreSQL (as every `test_…_service.py`). UNDERSIGNED_LONG=1 lets them meet many more times.
"""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import pytest
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.signing import queries, service
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import InvitationState
from tests.factories import an_addressee
from tests.faults import acts
from tests.faults.judging import judge, leaves, mails, signatures
from tests.signing.scene import Desk, ask, sign, signatory
from tests.support.hands import Done, Hand, Refusal, at_once, hands, met
from tests.support.mailbox import code_for

ROUNDS = 100 if os.environ.get("UNDERSIGNED_LONG") else 4
# Longer than any of the acts takes, so that either may come first, and short enough for them to meet.
APART = 0.04
TOO_LATE = {"NotOpen", "StalePage", "WrongCode"}

TAKEN_BACK = (["consent", "withdraw"], ["withdrawn"])
SIGNED_AGAIN = (["consent", "withdraw", "consent"], ["withdrawn", "confirmed"])
BOTH_TAKEN_BACK = (["consent", "consent", "withdraw", "withdraw"], ["withdrawn", "withdrawn"])

Meeting = Callable[[Sequence[Hand], random.Random], Sequence[Done]]


@pytest.fixture
def three(environ: dict[str, str]) -> Iterator[Sequence[Hand]]:
    """Three processes on the test's database."""
    with hands(3, environ) as ready:
        yield ready


def again_and_again(three: Sequence[Hand], meeting: Meeting) -> None:
    """Let them meet in many rounds; in some of them at least they were at it at the same moment."""
    chance = random.Random(11)
    were_met = [met(meeting(three, chance)) for _round in range(ROUNDS)]
    assert any(were_met)


def apart(chance: random.Random) -> float:
    """How long one waits when all are there, in seconds."""
    return chance.choice((0.0, chance.random() * APART))


def asked(desk: Desk, *browsers: str) -> tuple[Invitation, list[str]]:
    """A member who asked for a code in each of these browsers, and the codes."""
    _person, invitation = desk.invited(surname="Testė")
    return invitation, [ask(invitation, browser) for browser in browsers]


def asked_to_withdraw(invitation: Invitation) -> str:
    """The code that takes back what the member signed, in the same phone."""
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    return code_for(queries.address(invitation))


def story(campaign_id: UUID) -> tuple[list[str], list[str]]:
    """What happened, in the order of the log, and what became of each signature."""
    return [leaf.type for leaf in leaves(campaign_id)], [one.state for one in signatures(campaign_id)]


def test_to_sign_and_to_withdraw_at_once_leaves_one_signature_or_none(three: Sequence[Hand]) -> None:
    def meeting(three: Sequence[Hand], chance: random.Random) -> Sequence[Done]:
        desk = Desk()
        invitation, (on_phone, on_laptop) = asked(desk, "phone", "laptop")
        first, shown = sign(invitation, on_phone).id, desk.campaign.open_version_id
        taking_back = asked_to_withdraw(invitation)
        done = at_once(
            three,
            (acts.sign, (invitation.id, shown, on_laptop, "laptop"), apart(chance)),
            (acts.withdraw, (invitation.id, taking_back, "phone"), apart(chance)),
            (acts.work, (), apart(chance)),
        )
        signed, withdrew = done[0].given, done[1].given
        assert withdrew is True
        judge(desk.campaign.id)
        # Who signs again before the withdrawal gets the signature that there is, which is then withdrawn.
        assert signed in (first, signatures(desk.campaign.id)[-1].id)
        assert story(desk.campaign.id) == (TAKEN_BACK if signed == first else SIGNED_AGAIN)
        assert mails("withdrawal", invitation.id) == 1
        return done

    again_and_again(three, meeting)


def test_to_renew_and_to_withdraw_at_once_takes_back_both_versions_or_the_old_one(three: Sequence[Hand]) -> None:
    def meeting(three: Sequence[Hand], chance: random.Random) -> Sequence[Done]:
        desk = Desk()
        invitation, (digits,) = asked(desk, "phone")
        sign(invitation, digits)
        desk.mend()
        taking_back, renewing = asked_to_withdraw(invitation), ask(invitation)
        done = at_once(
            three,
            (acts.sign, (invitation.id, desk.campaign.open_version_id, renewing, "phone"), apart(chance)),
            (acts.withdraw, (invitation.id, taking_back, "phone"), apart(chance)),
            (acts.work, (), apart(chance)),
        )
        assert done[1].given is True
        judge(desk.campaign.id)
        assert signatures(desk.campaign.id)[-1].id == done[0].given
        assert story(desk.campaign.id) in (BOTH_TAKEN_BACK, SIGNED_AGAIN)
        return done

    again_and_again(three, meeting)


def test_a_closed_list_holds_exactly_those_who_signed_before(three: Sequence[Hand]) -> None:
    def meeting(three: Sequence[Hand], chance: random.Random) -> Sequence[Done]:
        desk = Desk()
        an_addressee(desk.campaign)
        early, (before,) = asked(desk, "phone")
        sign(early, before)
        late = [asked(desk, "phone") for _number in range(2)]
        shown = desk.campaign.open_version_id
        done = at_once(
            three,
            *[(acts.sign, (one.id, shown, code, "phone"), apart(chance)) for one, (code,) in late],
            (acts.close, (desk.campaign.id, desk.actor), apart(chance)),
        )
        given = [one.given for one in done[:2]]
        refused = [one for one in given if isinstance(one, Refusal)]
        assert {one.name for one in refused} <= {"NotOpen"}
        judge(desk.campaign.id)
        assert_holds_all(desk.campaign.id, done[2].given, before=3 - len(refused))
        return done

    again_and_again(three, meeting)


def assert_holds_all(campaign_id: UUID, edition_id: UUID, *, before: int) -> None:
    """The list is every signature there is, and its leaf comes behind theirs."""
    listed = db.session.scalars(select(EditionSignatory.signature_id).where(EditionSignatory.edition_id == edition_id))
    there = {one.id for one in signatures(campaign_id)}
    assert set(listed) == there
    assert len(there) == before
    assert [leaf.type for leaf in leaves(campaign_id)] == ["consent"] * before + ["close"]
    assert len(db.session.scalars(select(Edition).where(Edition.campaign_id == campaign_id)).all()) == 1


def test_a_new_version_counts_nobody_of_the_old_and_asks_each_again_once(three: Sequence[Hand]) -> None:
    def meeting(three: Sequence[Hand], chance: random.Random) -> Sequence[Done]:
        desk = Desk()
        signing = [asked(desk, "phone") for _number in range(2)]
        shown = desk.campaign.open_version_id
        done = at_once(
            three,
            *[(acts.sign, (one.id, shown, code, "phone"), 3 * apart(chance)) for one, (code,) in signing],
            (acts.open_next, (desk.campaign.id, desk.author.id, desk.colleague.id), apart(chance)),
        )
        for (invitation, _codes), answer in zip(signing, done, strict=False):
            assert_old_or_refused(invitation.id, shown, answer.given)
        judge(desk.campaign.id)
        assert queries.count_in_force(desk.campaign) == 0
        assert desk.campaign.open_version_id == done[2].given != shown
        return done

    again_and_again(three, meeting)


def assert_old_or_refused(invitation_id: UUID, old: UUID | None, answer: UUID | Refusal) -> None:
    """Either it signed the old version, and is asked again; or it signed nothing, and was told so."""
    db.session.rollback()
    db.session.expire_all()
    invitation = db.session.get_one(Invitation, invitation_id)
    given = db.session.scalars(select(Signature).where(Signature.invitation_id == invitation_id)).all()
    if isinstance(answer, Refusal):
        assert answer.name in TOO_LATE
        assert given == []
        assert mails("renewal", invitation_id) == 0
        return
    assert [(one.id, one.version_id, one.state) for one in given] == [(answer, old, "confirmed")]
    assert (invitation.state, mails("renewal", invitation_id)) == (InvitationState.QUEUED, 1)
