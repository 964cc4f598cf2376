"""A passkey is good while the mailbox that proved it is the registered one, for that person, at that organisation."""

import pytest
from flask import Flask

from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.people import addressing, merging
from petitions.people.models import Address, Person
from petitions.signing import service
from petitions.signing.models import Invitation
from petitions.signing.passkeys import queries
from petitions.signing.passkeys.errors import NotFresh, PasskeyRefused
from tests.factories import a_member, acting, an_invitation, changed
from tests.signing.appeal import Appeal, give
from tests.signing.passkeys.scene import (
    another_campaign,
    another_letter,
    enrol,
    enrolled,
    only_passkey,
    sign_so,
    touch,
    touched,
    wish,
)
from tests.signing.scene import Desk, ask, sign
from tests.support.authenticator import Authenticator
from tests.support.mailbox import code_for

WHY = "The Parliament's own page gives both spellings."


def supersede(desk: Desk, person: Person, address: str) -> None:
    """An organiser registers another address of the person, and a second one confirms it."""
    changed(person, organisation_id=desk.actor.organisation_id)
    source = addressing.AddressSource("https://parliament.example/members", today())
    with transaction():
        person = db.session.get_one(Person, person.id)
        proposed = addressing.register_address(desk.actor, person, address, source)
    with transaction():
        addressing.confirm_address(acting(desk.colleague), proposed)


def test_another_registered_address_ends_a_passkey_until_a_code_has_proved_it(desk: Desk) -> None:
    person, first = desk.invited()
    device, second = enrolled(first), another_letter(desk, person)
    wished = wish(second)
    answer = touched(second, device, wished)
    supersede(desk, person, "new@parliament.example")
    assert list(queries.good_for(second)) == []
    with pytest.raises(PasskeyRefused, match="Your registered address has changed"):
        sign_so(second, wished, answer)
    with transaction():
        service.request_code(desk.actor, second, "phone")
    signature = sign(second, code_for("new@parliament.example"))
    anew = Authenticator()
    enrol(second, anew, signature)
    assert touch(another_letter(desk, person), anew) is not None


def test_the_old_address_does_not_bring_the_passkey_back(desk: Desk) -> None:
    person, first = desk.invited()
    enrolled(first)
    before = db.session.get_one(Person, person.id).addresses[0].address
    supersede(desk, person, "new@parliament.example")
    supersede(desk, person, before)
    assert list(queries.good_for(first)) == []


def test_an_address_that_was_registered_after_the_code_lets_nobody_enrol(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    supersede(desk, person, "new@parliament.example")
    with pytest.raises(NotFresh):
        enrol(invitation, Authenticator(), signature)


def test_without_any_address_no_passkey_is_good(desk: Desk) -> None:
    person, invitation = desk.invited()
    enrolled(invitation)
    changed(db.session.get_one(Person, person.id).addresses[0], superseded_at=now())
    db.session.expire_all()
    assert list(queries.good_for(invitation)) == []


def test_another_organisation_does_not_know_the_passkey(desk: Desk) -> None:
    person, first = desk.invited()
    device = enrolled(first)
    elsewhere = Desk()
    letter = an_invitation(elsewhere.campaign, person)[0]
    assert list(queries.good_for(letter)) == []
    wished = wish(letter)
    challenge = {"challenge": "AAAA"}
    with pytest.raises(PasskeyRefused):
        sign_so(letter, wished, device.signs(challenge))


@pytest.mark.parametrize("same", [True, False], ids=["one mailbox", "two mailboxes"])
def test_who_was_merged_keeps_the_passkey_where_the_mailbox_is_the_same(desk: Desk, same: bool) -> None:
    kept, other = a_member("Ona", "Testienė"), a_member("Ona", "Testė")
    for entry in (kept, other):
        changed(entry, organisation_id=desk.actor.organisation_id)
    device = enrolled(an_invitation(desk.campaign, other)[0])
    if same:
        mailbox = db.session.get_one(Person, other.id).addresses[0].address
        changed(db.session.get_one(Person, kept.id).addresses[0], address=mailbox)
    db.session.expire_all()
    with transaction():
        merging.merge(desk.actor, db.session.get_one(Person, kept.id), db.session.get_one(Person, other.id), WHY)
    letter = another_letter(desk, db.session.get_one(Person, kept.id))
    assert [one.credential_id for one in queries.good_for(letter)] == [device.credential_id] * same


def test_a_representative_signs_for_the_organisation_with_a_passkey(app: Flask) -> None:
    appeal = Appeal()
    row = appeal.speaker(appeal.organisation())
    first = appeal.ask(row)
    device = Authenticator()
    enrol(first, device, give(first))
    assert (only_passkey().representative_id, only_passkey().address_id) == (row.id, None)
    second = _next(appeal, row)
    signature = touch(second, device)
    assert (signature.name, signature.proved_by) == ("Example Initiative", "passkey")


def test_another_authority_of_the_same_name_needs_a_passkey_of_its_own(app: Flask) -> None:
    appeal = Appeal()
    initiative, other = appeal.organisation(), appeal.organisation("Another Initiative")
    first = appeal.ask(appeal.speaker(initiative))
    enrol(first, Authenticator(), give(first))
    assert list(queries.good_for(_next(appeal, appeal.speaker(other)))) == []


def test_the_server_says_for_many_what_it_says_for_each(desk: Desk) -> None:
    people = [desk.invited(given=name) for name in ("Ana", "Bea", "Cai")]
    enrolled(people[1][1])
    asked = [db.session.get_one(Invitation, invitation.id) for _person, invitation in people]
    found = queries.good_for_each(asked)
    assert [len(found[invitation.id]) for invitation in asked] == [0, 1, 0]
    assert queries.good_for_each([]) == {}
    assert db.session.get(Address, only_passkey().address_id).person_id == people[1][0].id


def _next(appeal: Appeal, row) -> Invitation:
    campaign = another_campaign(appeal)
    changed(campaign, instrument="ngo_appeal")
    appeal.campaign = campaign
    db.session.expire_all()
    return appeal.ask(row)
