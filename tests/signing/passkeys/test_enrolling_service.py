"""A passkey is enrolled right after a signature with a code, in the browser that gave it, and removed at any time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from webauthn.helpers import generate_challenge

from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing import service
from petitions.signing.models import Signature
from petitions.signing.passkeys import asking, links, queries
from petitions.signing.passkeys.enrolling import Made
from petitions.signing.passkeys.errors import NotEnrolled, NotFresh
from petitions.signing.passkeys.models import Passkey
from tests.factories import a_member, acting, an_invitation, changed
from tests.signing.passkeys.scene import another_letter, enrol, enrolled, only_passkey, touch
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, signatory, withdraw
from tests.support.authenticator import Authenticator
from tests.support.mailbox import mails_to, text_of


def test_a_passkey_is_kept_with_its_public_half_and_whose_it_is(desk: Desk) -> None:
    person, invitation = desk.invited()
    device = enrolled(invitation)
    kept = only_passkey()
    assert (kept.person_id, kept.organisation_id, kept.label) == (person.id, desk.actor.organisation_id, "My phone")
    assert (kept.credential_id, kept.sign_count, kept.removed_at) == (device.credential_id, 0, None)
    assert actions()[-1] == "passkey:enrol"
    assert list(queries.good_for(invitation)) == [kept]


def test_the_registered_address_is_told_with_a_link_that_removes(desk: Desk) -> None:
    person, invitation = desk.invited()
    enrolled(invitation)
    text = text_of(mails_to(address_of(person))[-1])
    assert "a passkey was enrolled in your name" in text
    assert links.remove(only_passkey().id) in text
    assert queries.by_token(links.token(only_passkey().id)) is only_passkey()


def test_without_a_signature_proved_in_this_browser_nothing_is_enrolled(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with pytest.raises(NotFresh):
        enrol(invitation, Authenticator(), None)
    assert count(Passkey) == 0


def test_after_fifteen_minutes_nothing_is_enrolled(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    changed(signature, confirmed_at=now() - timedelta(minutes=15, seconds=1))
    with pytest.raises(NotFresh, match="for fifteen minutes"):
        enrol(invitation, Authenticator(), signature)


def test_a_signature_of_somebody_else_lets_nobody_enrol(desk: Desk) -> None:
    _person, mine = desk.invited()
    theirs = an_invitation(desk.campaign, a_member("Jonas"))[0]
    with pytest.raises(NotFresh):
        enrol(mine, Authenticator(), sign(theirs, ask(theirs)))


def test_a_signature_that_was_taken_back_lets_nobody_enrol(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    withdraw(invitation)
    with pytest.raises(NotFresh):
        enrol(invitation, Authenticator(), signature)


def test_a_signature_by_a_passkey_lets_nobody_enrol_another(desk: Desk) -> None:
    person, first = desk.invited()
    device, second = enrolled(first), another_letter(desk, person)
    with pytest.raises(NotFresh):
        enrol(second, Authenticator(), touch(second, device))


def test_a_repeat_of_a_signature_is_no_proof(desk: Desk) -> None:
    _person, invitation = desk.invited()
    first = service.Watched(service.MailedCode(ask(invitation), "phone"))
    again = service.Watched(service.MailedCode("000000", "stranger"))
    wish = service.Wish(desk.campaign.open_version_id, "Ona Testė", frozenset({"sign"}), "en")
    for proof in (first, again):
        with transaction():
            assert service.sign(signatory(invitation), invitation, wish, proof) is not None
    assert (first.held, again.held) == (True, False)
    assert count(Signature) == 1


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="http://localhost:8001"),
        Authenticator(host="elsewhere.example"),
        Authenticator(verifies=False),
    ],
    ids=["origin", "host", "unverified"],
)
def test_what_a_device_made_elsewhere_or_unasked_is_not_taken_in(desk: Desk, device: Authenticator) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(NotEnrolled, match="codes work as before"):
        enrol(invitation, device, sign(invitation, ask(invitation)))
    assert count(Passkey) == 0


def test_what_a_device_made_for_another_challenge_is_not_taken_in(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    made = Made(generate_challenge(), Authenticator().makes(asking.to_enrol(invitation, generate_challenge())), "x")
    for other in (
        made,
        replace(made, answer=""),
        replace(made, answer="[" * 9_000),
        replace(made, answer="x" * 99_999),
    ):
        with transaction(), pytest.raises(NotEnrolled):
            service.enrol_passkey(signatory(invitation), invitation, signature.id, other)


def test_one_passkey_is_not_enrolled_twice(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    device = Authenticator()
    enrol(invitation, device, signature)
    with pytest.raises(NotEnrolled, match="enrolled already"):
        enrol(invitation, device, signature)
    assert count(Passkey) == 1


def test_a_second_device_is_enrolled_beside_the_first_which_is_named_to_it(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    phone, laptop = Authenticator(), Authenticator()
    enrol(invitation, phone, signature)
    excluded = asking.to_enrol(invitation, generate_challenge())["excludeCredentials"]
    assert len(excluded) == 1
    enrol(invitation, laptop, signature, "My laptop")
    assert touch(another_letter(desk, person), laptop) is not None
    assert touch(another_letter(desk, person), phone) is not None


def test_its_bearer_removes_it_once_and_is_told(desk: Desk) -> None:
    person, invitation = desk.invited()
    enrolled(invitation)
    for _twice in range(2):
        with transaction():
            service.remove_passkey(signatory(invitation), only_passkey())
    assert only_passkey().removed_by == person.name
    assert actions().count("passkey:remove") == 1
    assert "is removed. It signs nothing any more." in text_of(mails_to(address_of(person))[-1])
    assert list(queries.good_for(invitation)) == []


def test_an_organiser_removes_every_passkey_of_a_person_and_its_bearer_is_told(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    for label in ("My phone", "My laptop"):
        enrol(invitation, Authenticator(), signature, label)
    with transaction():
        service.remove_every_passkey(acting(desk.author), invitation)
    assert list(queries.good_for(invitation)) == []
    said = db.session.query(AuditEvent).filter_by(action="passkey:remove").all()
    assert [(event.actor_label, event.subject_label) for event in said] == [(desk.author.name, person.name)] * 2
    assert "has removed your passkey" in text_of(mails_to(address_of(person))[-1])
