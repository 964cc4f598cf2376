"""One touch signs several letters, all or none, and two touches at once end as they would have in turn."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.signing import service
from petitions.signing.errors import AlreadySigned
from petitions.signing.models import Invitation, ProvedBy, Signature
from petitions.signing.passkeys import asking, queries
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import PasskeyStatement, PasskeyUse
from petitions.signing.preparing import prepare
from petitions.signing.service import PasskeyProof, Wish
from tests.signing.passkeys.scene import another_letter, enrolled, only_passkey, sign_so, touched, wish
from tests.signing.scene import Desk, ask, count, sign, signatory
from tests.support.at_once import at_once
from tests.support.authenticator import Authenticator

Wishes = Mapping[Invitation, Wish]


@pytest.fixture
def device(desk: Desk) -> Authenticator:
    """The member's device, enrolled after a first letter."""
    _person, first = desk.invited()
    return enrolled(first)


@pytest.fixture
def wishes(desk: Desk, device: Authenticator) -> Wishes:
    """Three letters that wait for the member, each read and agreed to at the same moment."""
    moment, person = now(), only_passkey().person
    return {letter: wish(letter, moment) for letter in (another_letter(desk, person) for _letter in range(3))}


def touched_all(device: Authenticator, wishes: Wishes) -> str:
    """What the device answers when it is asked about all of them."""
    prepared = [prepare(letter, wished, ProvedBy.PASSKEY) for letter, wished in wishes.items()]
    return device.signs(asking.to_sign_together(prepared))


def sign_all(wishes: Wishes, answer: str):
    """Sign all of them with this answer."""
    with transaction():
        return service.sign_together(signatory(next(iter(wishes))), wishes, PasskeyProof(answer))


def test_one_touch_signs_several_letters_in_the_order_in_which_they_were_shown(
    device: Authenticator, wishes: Wishes
) -> None:
    signatures = sign_all(wishes, touched_all(device, wishes))
    assert [signature.invitation_id for signature in signatures] == [letter.id for letter in wishes]
    assert {signature.proved_by for signature in signatures} == {"passkey"}
    use = db.session.scalars(select(PasskeyUse)).one()
    assert [about.signature_id for about in use.statements] == [signature.id for signature in signatures]
    assert count(PasskeyStatement) == 3


def test_a_repeat_gives_the_same_signatures(device: Authenticator, wishes: Wishes) -> None:
    answer = touched_all(device, wishes)
    first, again = sign_all(wishes, answer), sign_all(wishes, answer)
    assert [one.id for one in first] == [one.id for one in again]
    assert count(PasskeyUse) == 1


def test_what_was_touched_for_three_signs_neither_two_nor_one_nor_another_order(
    device: Authenticator, wishes: Wishes
) -> None:
    answer = touched_all(device, wishes)
    letters = list(wishes)
    for some in (letters[:2], letters[:1], letters[::-1]):
        with pytest.raises(PasskeyRefused, match="something else"):
            sign_all({letter: wishes[letter] for letter in some}, answer)
    assert (count(PasskeyUse), count(Signature)) == (0, 1)


def test_what_was_touched_for_one_signs_no_three(device: Authenticator, wishes: Wishes) -> None:
    letter = next(iter(wishes))
    with pytest.raises(PasskeyRefused, match="something else"):
        sign_all(wishes, touched(letter, device, wishes[letter]))


def test_where_one_can_not_be_signed_none_is(device: Authenticator, wishes: Wishes) -> None:
    answer = touched_all(device, wishes)
    last = list(wishes)[-1]
    changed = {**wishes, last: Wish(only_passkey().id, "Ona Testė", wishes[last].agreed, "en", at=wishes[last].at)}
    with pytest.raises(StalePage):
        sign_all(changed, answer)
    assert (count(PasskeyUse), count(Signature)) == (0, 1)


def test_where_one_was_signed_meanwhile_the_others_are_not(device: Authenticator, wishes: Wishes) -> None:
    answer = touched_all(device, wishes)
    letter = next(iter(wishes))
    sign(letter, ask(letter))
    with pytest.raises(AlreadySigned, match="signed meanwhile"):
        sign_all(wishes, answer)
    assert count(Signature) == 2


def test_letters_of_two_persons_are_not_asked_of_one_passkey(desk: Desk, wishes: Wishes) -> None:
    other = desk.invited(given="Jonas", surname="Testė")[1]
    enrolled(other)
    stranger = another_letter(desk, other.person)
    letters = [*wishes, stranger]
    prepared = [prepare(letter, wish(letter), ProvedBy.PASSKEY) for letter in letters]
    assert all(queries.good_for(letter) for letter in letters)
    with pytest.raises(PasskeyRefused, match="no passkey of yours"):
        asking.to_sign_together(prepared)


def test_the_same_answer_sent_many_times_at_once_signs_once(app: Flask, device: Authenticator, wishes: Wishes) -> None:
    letter, wished = next(iter(wishes.items()))
    answer, letter_id = touched(letter, device, wished), letter.id

    def confirm():
        return sign_so(db.session.get_one(Invitation, letter_id), wished, answer).id

    assert len(set(at_once(app, *[confirm] * 6))) == 1
    assert (count(PasskeyUse), count(Signature)) == (1, 2)


def test_two_touches_of_one_device_at_once_are_counted_in_turn(
    app: Flask, device: Authenticator, wishes: Wishes
) -> None:
    asked = {letter.id: (wished, touched(letter, device, wished)) for letter, wished in wishes.items()}

    def confirm(letter_id):
        return lambda: sign_so(db.session.get_one(Invitation, letter_id), *asked[letter_id])

    given = at_once(app, *map(confirm, asked))
    assert {type(one) for one in given} <= {Signature, PasskeyRefused}
    db.session.expire_all()
    assert only_passkey().sign_count == device.count
    assert count(PasskeyUse) == sum(isinstance(one, Signature) for one in given) >= 1


def test_a_passkey_that_is_removed_at_that_moment_signs_before_or_not_at_all(
    app: Flask, device: Authenticator, wishes: Wishes
) -> None:
    letter, wished = next(iter(wishes.items()))
    answer, letter_id, passkey_id = touched(letter, device, wished), letter.id, only_passkey().id

    def remove() -> None:
        with transaction():
            found = db.session.get_one(type(only_passkey()), passkey_id)
            service.remove_passkey(signatory(db.session.get_one(Invitation, letter_id)), found)

    signed, _removed = at_once(app, lambda: sign_so(db.session.get_one(Invitation, letter_id), wished, answer), remove)
    assert isinstance(signed, Signature | PasskeyRefused)
    assert count(PasskeyUse) == isinstance(signed, Signature)
