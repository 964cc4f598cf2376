"""A dispute or a correction that meets a closing ends where the two would have ended in turn."""

from threading import Event
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.dispatch import queries as dispatch
from petitions.dispatch import service as closing
from petitions.dispatch.editions import Refused
from petitions.dispatch.models import EditionSignatory
from petitions.signing import service as signing
from petitions.signing.correcting import service as correcting
from petitions.signing.correcting.models import Correction
from petitions.signing.disputing import concluding
from petitions.signing.disputing.models import Dispute
from petitions.signing.models import Invitation, Signature
from tests.factories import a_user, acting, an_addressee
from tests.signing.after.acts import a_second, asked_to_correct, dispute, do, leaves, signed
from tests.signing.scene import Desk, count, signatory
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to

MENDED = "O. B. Testė"


@pytest.fixture
def gathered(desk: Desk):
    """Two members have signed, and the letter may be closed."""
    an_addressee(desk.campaign)
    signed(desk, given="Ana", surname="Testė")
    return signed(desk, surname="Testė")


def stored(table, key):
    """The row as it is in the database now."""
    db.session.expire_all()
    return db.session.get_one(table, key)


def close(desk: Desk):
    campaign_id, actor = desk.campaign.id, desk.actor

    def verb():
        with transaction():
            return closing.close(actor, db.session.get_one(Campaign, campaign_id)).id

    return verb


def test_a_dispute_and_a_closing_end_in_one_of_the_two_legal_orders(app: Flask, desk: Desk, gathered) -> None:
    invitation, signature = gathered
    invitation_id = invitation.id
    at_once(app, lambda: dispute(db.session.get_one(Invitation, invitation_id)), close(desk))
    listed = set(db.session.scalars(select(EditionSignatory.signature_id)))
    order = [kind for kind in leaves() if kind in {"set_aside", "close"}]
    assert stored(Signature, signature.id).state == "set_aside"
    assert (signature.id in listed) == (order == ["close", "set_aside"])
    campaign = stored(Campaign, desk.campaign.id)
    denied = [said for said in dispatch.unmet_for_dispatch(campaign) if "disputed or annulled" in said]
    assert bool(denied) == (signature.id in listed)


def test_a_correction_and_a_closing_end_in_one_of_the_two_legal_orders(app: Flask, desk: Desk, gathered) -> None:
    invitation, signature = gathered
    correct = correcting_later(invitation)
    edition, _closed = at_once(app, correct, close(desk))
    assert (edition, printed(signature)) in {(1, MENDED), (2, "Ona Testė")}
    assert stored(Signature, signature.id).name == MENDED


def test_a_correction_that_comes_while_the_list_is_closed_waits_and_holds_for_the_next(
    app: Flask, desk: Desk, gathered
) -> None:
    invitation, signature = gathered
    correct, read, campaign_id = correcting_later(invitation), Event(), desk.campaign.id

    def close_slowly():
        with transaction():
            closing.close(desk.actor, db.session.get_one(Campaign, campaign_id))
            read.set()
            sleep(0.5)

    edition, _closed = at_once(app, lambda: read.wait(30) and correct(), close_slowly)
    assert (edition, printed(signature)) == (2, "Ona Testė")


def correcting_later(invitation: Invitation):
    """A verb that corrects the name with a code that was asked for before. It gives the edition that prints it."""
    digits, invitation_id = asked_to_correct(invitation, MENDED), invitation.id

    def verb():
        with transaction():
            mine = db.session.get_one(Invitation, invitation_id)
            hands = {"digits": digits, "browser": "phone"}
            return correcting.correct_name(signatory(mine), mine, MENDED, **hands).edition

    return verb


def printed(signature: Signature) -> str:
    query = select(EditionSignatory.name).where(EditionSignatory.signature_id == signature.id)
    return db.session.scalars(query).one()


def test_many_who_say_so_at_once_make_one_dispute_and_one_alert(app: Flask, desk: Desk, gathered) -> None:
    invitation_id, before = gathered[0].id, len(mails_to(desk.author.email))
    answers = at_once(app, *[lambda: dispute(db.session.get_one(Invitation, invitation_id)).id] * 6)
    assert len(set(answers)) == 1
    assert (count(Dispute), leaves().count("set_aside")) == (1, 1)
    assert len(mails_to(desk.author.email)) - before == 1


def test_a_dispute_and_a_withdrawal_at_once_leave_one_answer(app: Flask, desk: Desk, gathered) -> None:
    invitation, signature = gathered
    invitation_id = invitation.id
    with transaction():
        signing.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = mails_to(invitation.person.addresses[0].address)[-1]

    def withdraw():
        with transaction():
            mine = db.session.get_one(Invitation, invitation_id)
            return signing.withdraw(signatory(mine), mine, digits=_digits(digits), browser="phone")

    at_once(app, withdraw, lambda: dispute(db.session.get_one(Invitation, invitation_id)))
    state = stored(Signature, signature.id).state
    assert state in {"withdrawn", "set_aside"}
    assert count(Dispute) == (state == "set_aside")
    assert leaves().count("withdraw") == (state == "withdrawn")


def test_two_who_conclude_at_once_conclude_once(app: Flask, desk: Desk, gathered) -> None:
    row = dispute(gathered[0])
    with transaction():
        concluding.propose(desk.actor, row, "She remembers.")
    row_id, second, third = row.id, a_second(desk), a_second(desk)

    def conclude(verb, *arguments):
        def run():
            with transaction():
                verb(arguments[0], db.session.get_one(Dispute, row_id), *arguments[1:])

        return run

    at_once(app, conclude(concluding.agree, second), conclude(concluding.annul, third, "It was somebody else."))
    state = stored(Dispute, row_id).state
    expected = {"restored": "confirmed", "annulled": "annulled"}[state]
    assert stored(Signature, gathered[1].id).state == expected
    assert leaves().count("restore") == (state == "restored")


def test_a_letter_whose_signatory_denies_it_does_not_leave(desk: Desk, gathered) -> None:
    invitation, signature = gathered
    close(desk)()
    dispute(invitation)
    with pytest.raises(Refused, match="Ona Testė, which the closed list holds, is disputed"):
        do(closing.confirm, acting(a_user(desk.campaign.organisation)), desk.campaign)
    assert (count(Correction), signature.state) == (0, "set_aside")


def _digits(mail) -> str:
    body = mail.get_body(("plain",)).get_content()
    return next(line.strip() for line in body.splitlines() if line.strip().replace(" ", "").isdigit())
