"""A member of the public asks, gets a code, and signs: one signature an address, whoever fills in the form."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.codes import WrongCode
from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.people.name_tables import person_words
from petitions.signing import queries, service
from petitions.signing.errors import NotEntitled, NotOpen
from petitions.signing.models import ConsentKind, Invitation, Signature, Supporter
from petitions.signing.supporters import asking
from petitions.signing.supporters.confirming import Told
from petitions.signing.supporters.models import Subscription
from tests.factories import changed
from tests.signing.scene import Desk, count
from tests.signing.supporters.petition import BEA, Petition, an_asking, ask, sign, supporter_at
from tests.support.at_once import at_once
from tests.support.mailbox import code_for, mails_to, text_of


def test_who_asks_gets_a_code_and_has_signed_nothing(petition: Petition) -> None:
    assert ask(petition.campaign)
    assert code_for(BEA)
    assert count(Signature) == 0
    assert queries.count_in_force(petition.campaign) == 0


def test_codes_of_the_link_count_too_so_that_all_ways_in_mail_three_an_hour(petition: Petition) -> None:
    ask(petition.campaign)
    sign()
    invitation = supporter_at().invitation
    before = len(mails_to(BEA))
    with transaction():
        assert service.request_code_by_link(asking.actor(invitation.supporter), invitation, "stranger")
    assert [ask(petition.campaign, browser=browser) for browser in ("two", "three")] == [True, False]
    assert len(mails_to(BEA)) == before + 2


def test_the_code_signs_once_with_name_country_and_number(petition: Petition) -> None:
    ask(petition.campaign)
    signature = sign(told=Told("PL"), comment="She taught my children.")
    assert (signature.name, signature.body, signature.delegation) == ("Bea Example", "anyone", "PL")
    assert (signature.number, signature.surname) == (1, "Example")
    assert {consent.kind for consent in signature.consents} == {"sign", "print", "publish", "contact"}
    supporter = supporter_at()
    assert signature.comment == "She taught my children."
    assert (supporter.country, supporter.confirmed_at) == ("PL", signature.confirmed_at)
    assert queries.count_in_force(petition.campaign) == 1


def test_asking_again_sends_the_same_code_and_makes_nobody_new(petition: Petition) -> None:
    ask(petition.campaign)
    first = code_for(BEA)
    ask(petition.campaign)
    assert code_for(BEA) == first
    assert (count(Supporter), count(Invitation), count(Person)) == (1, 1, 1)


def test_an_address_in_other_letters_is_the_same_address(petition: Petition) -> None:
    ask(petition.campaign)
    ask(petition.campaign, "Bea@Inbox.example")
    assert count(Supporter) == 1


def test_who_has_signed_is_answered_like_everybody_and_reads_it_in_the_mailbox(petition: Petition) -> None:
    ask(petition.campaign)
    sign()
    assert ask(petition.campaign, browser="laptop")
    with transaction():
        campaign = db.session.get_one(Campaign, petition.campaign.id)
        assert asking.check(campaign, BEA, "laptop", code_for(BEA)) is not None
    before = count(Signature)
    assert sign(digits=code_for(BEA), browser="laptop").number == 1
    assert count(Signature) == before


def test_a_code_of_another_browser_signs_nothing(petition: Petition) -> None:
    ask(petition.campaign)
    with pytest.raises(WrongCode):
        sign(browser="scanner")
    assert count(Signature) == 0


def test_an_address_that_never_asked_is_let_in_by_no_digits(petition: Petition) -> None:
    with transaction():
        campaign = db.session.get_one(Campaign, petition.campaign.id)
        assert asking.check(campaign, "nobody@inbox.example", "phone", "123456") is None


def test_mails_to_an_unconfirmed_address_repeat_nothing_that_a_stranger_typed(petition: Petition) -> None:
    ask(petition.campaign, name="Win money at evil.test")
    [mail] = mails_to(BEA)
    assert "evil" not in text_of(mail)
    assert "evil" not in str(mail["Subject"])


def test_the_history_names_nobody_who_has_not_confirmed(petition: Petition) -> None:
    ask(petition.campaign)
    lines = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "code:request")).all()
    assert [(line.actor_label, line.subject_label) for line in lines] == [("A member of the public", "")]


def test_the_public_stands_in_no_register(petition: Petition) -> None:
    ask(petition.campaign)
    assert db.session.execute(select(person_words)).all() == []
    assert queries.invitations(petition.campaign) == []


def test_a_letter_of_members_is_not_signed_by_the_public(app: object) -> None:
    desk = Desk()
    with pytest.raises(NotEntitled):
        ask(desk.campaign)


def test_nobody_asks_once_signing_has_closed(petition: Petition) -> None:
    changed(petition.campaign, state="closed")
    with pytest.raises(NotOpen):
        ask(petition.campaign)


def test_a_newsletter_is_a_consent_apart_and_off_unless_asked_for(petition: Petition) -> None:
    ask(petition.campaign)
    sign()
    assert count(Subscription) == 0
    ask(petition.campaign, "cem@inbox.example")
    sign("cem@inbox.example", name="Cem Example", told=Told("DE", wants_newsletter=True))
    [row] = db.session.scalars(select(Subscription)).all()
    assert row.email == "cem@inbox.example"
    assert "newsletter of Lantern" in row.wording
    assert len(row.wording_sha256) == 64


def test_one_address_asked_for_at_once_is_entered_once(petition: Petition, app: Flask) -> None:
    app_campaign = petition.campaign.id

    def one() -> bool:
        with transaction():
            return asking.ask(db.session.get_one(Campaign, app_campaign), an_asking(), "phone")

    assert sorted(map(bool, at_once(app, *[one] * 4))) == [False, True, True, True]
    assert (count(Supporter), count(Invitation)) == (1, 1)


def test_the_number_of_a_signature_is_never_given_again(petition: Petition) -> None:
    for place, name in enumerate(("ann", "ben", "cem"), start=1):
        ask(petition.campaign, f"{name}@inbox.example")
        assert sign(f"{name}@inbox.example", name=f"{name.title()} Example").number == place
    last = db.session.scalars(select(Signature).where(Signature.number == 3)).one()
    assert last.agreed_to(ConsentKind.PRINT)
    changed(last, state="annulled")
    ask(petition.campaign, "dan@inbox.example")
    assert sign("dan@inbox.example", name="Dan Example").number == 4
