"""Consent is bound to one exact version, given by the one who reads the registered mailbox, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.drafting import queries as drafting
from petitions.ledger.models import Leaf, Statement
from petitions.ledger.rules import commitment
from petitions.signing import links, queries, service
from petitions.signing.errors import AlreadySigned, ConsentMissing, NameUnusable, NotEntitled, NotOpen
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.rules import Held
from tests.factories import a_member, a_signature
from tests.signing.scene import SIGN, Desk, actions, address_of, ask, count, sign, signatory, withdraw
from tests.support.mailbox import mails_to, text_of


def test_a_code_from_the_registered_mailbox_signs_the_open_version(desk: Desk) -> None:
    person, invitation = desk.invited(given="Ona", surname="Testė", country="LT", group="Renew")
    signature = sign(invitation, ask(invitation), name="Ona  Testė", agreed=SIGN | {ConsentKind.PRINT})
    assert (signature.state, signature.number, signature.version_id) == ("confirmed", 1, desk.campaign.open_version_id)
    assert (signature.name, signature.delegation, signature.group_code) == ("Ona Testė", "LT", "Renew")
    assert signature.capacity == "Member of the European Parliament"
    assert {consent.kind for consent in signature.consents if consent.given} == {"sign", "print"}
    assert len(signature.consents) == len(ConsentKind)
    assert invitation.state == "answered"
    assert queries.in_force(desk.campaign) == [signature]
    assert actions() == ["code:request", "signature:confirm"]
    assert person.id == signature.person_id


def test_the_consent_leaf_commits_to_the_salted_statement(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    leaf = db.session.get_one(Leaf, signature.leaf_id)
    statement = db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one()
    version = drafting.by_id(signature.version_id)
    assert (leaf.type, leaf.ref, leaf.edition, leaf.version) == ("consent", signature.id, 1, version.sha256)
    assert leaf.commitment == commitment(statement.salt, statement.statement.encode())
    assert '"name":"Ona Testė"' in statement.statement
    given = {consent.kind: consent.wording_sha256 for consent in signature.consents if consent.given}
    assert list(given) == ["sign"]
    assert given["sign"] in statement.statement


def test_the_receipt_names_text_hash_commitment_and_the_way_back(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    text = text_of(mails_to(address_of(person))[-1])
    assert drafting.by_id(signature.version_id).sha256 in text
    assert db.session.get_one(Leaf, signature.leaf_id).commitment in text
    back = next(word for word in text.split() if word.endswith("/withdraw"))
    assert links.of_receipt(back.split("/")[-2]) == invitation.id


def test_a_repeat_of_the_same_confirmation_gives_the_same_signature(desk: Desk) -> None:
    person, invitation = desk.invited()
    digits = ask(invitation)
    first, second = sign(invitation, digits), sign(invitation, digits, name="Somebody Else-Testė")
    assert first.id == second.id
    assert (count(Signature), count(Leaf)) == (1, 1)
    assert len(mails_to(address_of(person))) == 2


def test_a_page_that_shows_an_older_version_signs_nothing(desk: Desk) -> None:
    _person, invitation = desk.invited()
    shown, digits = desk.campaign.open_version_id, ask(invitation)
    desk.mend()
    with pytest.raises(StalePage):
        sign(invitation, digits, version_id=shown)
    assert count(Signature) == 0


@pytest.mark.parametrize("state", ["review", "closed", "withdrawn"])
def test_nothing_is_signed_while_the_text_is_not_open(desk: Desk, state: str) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        campaigns.move(desk.actor, desk.campaign, CampaignState(state))
    with pytest.raises(NotOpen):
        sign(invitation, digits)
    with pytest.raises(NotOpen):
        ask(invitation)


def test_the_consent_to_sign_is_never_taken_for_granted(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with pytest.raises(ConsentMissing):
        sign(invitation, digits, agreed=frozenset({ConsentKind.PRINT}))
    assert sign(invitation, digits) is not None


def test_an_unprintable_name_costs_no_code(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with pytest.raises(NameUnusable):
        sign(invitation, digits, name="Ona\u202e")
    assert sign(invitation, digits) is not None


def test_who_has_lost_the_mandate_since_the_invitation_does_not_sign(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        invitation.person.mandates[0].until = (now() - timedelta(days=2)).date()
    with pytest.raises(NotEntitled):
        sign(invitation, digits)


def test_numbers_are_never_given_twice(desk: Desk) -> None:
    one, two, three = (a_member(given=name) for name in ("Ana", "Bea", "Cai"))
    first, second = a_signature(desk.campaign, one), a_signature(desk.campaign, two)
    withdraw(second.invitation)
    third = a_signature(desk.campaign, three)
    again = a_signature(desk.campaign, two)
    assert [row.number for row in (first, second, third, again)] == [1, 2, 3, 4]


def test_the_database_refuses_a_second_signature_in_force_by_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _person, invitation = desk.invited()
    a_signature(desk.campaign, invitation.person)
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    monkeypatch.setattr(queries, "held", lambda _invitation: (Held.NONE, None))
    digits = ask(invitation)
    with pytest.raises(AlreadySigned, match="signed this text already"):
        sign(invitation, digits)
    assert count(Signature) == 1


@pytest.mark.parametrize("name", ["Ona Testė", "ONA ŽEMAITĖ", "Dr. Ona Maria Zemaite", "Она Жемайте"])
def test_a_name_is_spelt_as_its_bearer_likes(desk: Desk, name: str) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation), name=name)
    assert signature is not None
    assert signature.name == name


def test_nobody_signs_under_another_name_than_the_one_that_was_invited(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(NameUnusable, match="has to hold that surname"):
        sign(invitation, ask(invitation), name="Another Person")
    assert count(Signature) == 0
