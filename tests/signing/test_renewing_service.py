"""A signature under an older text is stale: its signatory is asked again, and renews or declines."""

from flask import Flask

from petitions.core.db import transaction
from petitions.signing import links, queries, service
from tests.factories import a_member, a_next_version, a_signature, an_invitation
from tests.signing.scene import MENDED, Desk, actions, address_of, ask, sign, signatory
from tests.support.mailbox import link_for, mails_to, text_of


def test_after_a_change_the_signatory_is_asked_again_by_the_same_link_and_renews(desk: Desk) -> None:
    person, invitation = desk.invited()
    first = sign(invitation, ask(invitation))
    desk.mend()
    assert queries.in_force(desk.campaign) == []
    assert queries.stale(desk.campaign) == [first]
    assert invitation.state == "queued"
    mail = mails_to(address_of(person))[-1]
    assert "has changed" in mail["Subject"]
    assert links.letter(invitation.id) in text_of(mail)
    second = sign(invitation, ask(invitation))
    assert (second.number, first.state) == (2, "confirmed")
    assert queries.in_force(desk.campaign) == [second]
    assert queries.stale(desk.campaign) == []
    assert actions()[-1] == "signature:renew"


def test_after_a_change_of_the_secret_key_the_link_in_the_next_mail_works(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    before = links.token(invitation.id)
    app.secret_key = "another secret"
    assert queries.by_token(before) is not None
    desk.mend()
    token = link_for(address_of(person)).rpartition("/")[2]
    assert token != before
    assert queries.by_token(token).id == invitation.id


def test_only_those_who_signed_are_asked_again_and_the_page_before_counts_them(desk: Desk) -> None:
    signed, silent = a_member(given="Ana"), a_member(given="Bea")
    a_signature(desk.campaign, signed)
    an_invitation(desk.campaign, silent)
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    before = queries.asked_again_by(desk.campaign, version)
    with transaction():
        asked = service.open_for_signature(desk.actor, desk.campaign, version)
    assert [row.person_id for row in before] == [row.person_id for row in asked] == [signed.id]
    assert mails_to(address_of(silent)) == []


def test_who_declines_the_new_text_is_waited_for_no_more(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    desk.mend()
    with transaction():
        service.decline(signatory(invitation), invitation, "Too soft now")
    assert queries.stale(desk.campaign) == []
    assert queries.in_force(desk.campaign) == []
