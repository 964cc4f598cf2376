"""One code confirms several prepared letters, all of them or none."""

import pytest
from sqlalchemy import select

from petitions.accounts.codes import WrongCode
from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.signing.errors import NotOpen
from petitions.signing.models import Invitation, Signature
from petitions.signing.offices import several
from petitions.signing.offices.models import Preparation
from tests.factories import an_invitation
from tests.signing.browsing import move
from tests.signing.offices.scene import named, prepared
from tests.signing.passkeys.scene import another_letter
from tests.signing.scene import SIGN, Desk, ask, count, sign, signatory
from tests.support.mailbox import code_for, mails_to, text_of


@pytest.fixture
def ready(desk: Desk) -> list[Preparation]:
    """Two letters to one member, prepared by a delegate."""
    person, first = desk.invited(given="Ona", surname="Testė")
    second = another_letter(desk, person)
    delegate = named(first)
    return [prepared(delegate, first), prepared(delegate, second, SIGN)]


def again(ready: list[Preparation]) -> list[Preparation]:
    """The same, read anew."""
    return [db.session.get_one(Preparation, one.id) for one in ready]


def mailbox(ready: list[Preparation]) -> str:
    """The member's registered address."""
    return db.session.get_one(Preparation, ready[0].id).delegate.member


def asked(ready: list[Preparation], browser: str = "phone") -> str:
    """The code that is mailed for these."""
    with transaction():
        several.request_code(signatory(again(ready)[0].invitation), mailbox(ready), again(ready), browser)
    return code_for(mailbox(ready))


def confirm(ready: list[Preparation], digits: str, browser: str = "phone"):
    """The member types the code."""
    with transaction():
        actor = signatory(again(ready)[0].invitation)
        return several.sign_several(actor, mailbox(ready), again(ready), digits=digits, browser=browser)


def test_one_code_signs_all_as_they_were_prepared(ready: list[Preparation]) -> None:
    digits = asked(ready)
    told = text_of(mails_to(mailbox(ready))[-1])
    assert told.count("as O. Testė, prepared by Vera Delegate") == 2
    signed = confirm(ready, digits)
    assert [one.invitation_id for one in signed] == [one.invitation_id for one in ready]
    assert {(one.prepared_by, one.proved_by, one.name) for one in signed} == {("Vera Delegate", "code", "O. Testė")}
    assert [one.id for one in confirm(ready, digits)] == [one.id for one in signed]
    assert count(Signature) == 2


def test_wrong_digits_and_another_browser_sign_nothing(ready: list[Preparation]) -> None:
    digits = asked(ready)
    wrong = "000000" if digits.replace(" ", "") != "000000" else "111111"
    assert confirm(ready, wrong) is None
    with pytest.raises(WrongCode):
        confirm(ready, digits, browser="another")
    assert count(Signature) == 0


def test_the_code_is_for_exactly_this_set_and_for_no_single_letter(ready: list[Preparation]) -> None:
    digits = asked(ready)
    with pytest.raises(WrongCode):
        confirm(ready[:1], digits)
    with pytest.raises(WrongCode):
        sign(db.session.get_one(Invitation, ready[0].invitation_id), digits)
    single = ask(db.session.get_one(Invitation, ready[0].invitation_id))
    assert confirm(ready, single) is None
    assert count(Signature) == 0


def test_a_letter_that_closed_holds_the_others_up_by_name(desk: Desk, ready: list[Preparation]) -> None:
    digits = asked(ready)
    campaign = db.session.get_one(Campaign, db.session.get_one(Invitation, ready[1].invitation_id).campaign_id)
    move(campaign, desk.author, "closed")
    with pytest.raises(NotOpen, match=f"“{campaign.title}”"):
        confirm(ready, digits)
    assert count(Signature) == 0


def test_what_was_prepared_anew_or_for_an_older_version_is_not_signed(desk: Desk, ready: list[Preparation]) -> None:
    digits = asked(ready)
    prepared(again(ready)[0].delegate, db.session.get_one(Invitation, ready[0].invitation_id), SIGN)
    with pytest.raises(StalePage, match="Nothing was signed"):
        confirm(ready, digits)
    assert count(Signature) == 0


def test_nobody_confirms_for_another_mailbox(desk: Desk, ready: list[Preparation]) -> None:
    with pytest.raises(StalePage), transaction():
        several.request_code(signatory(again(ready)[0].invitation), "other@parliament.example", again(ready), "phone")


def test_letters_of_two_organisations_stand_each_in_its_own_history(desk: Desk, ready: list[Preparation]) -> None:
    first = db.session.get_one(Invitation, ready[0].invitation_id)
    foreign = an_invitation(Desk().campaign, first.person)[0]
    both = [ready[0], prepared(again(ready)[0].delegate, foreign)]
    confirm(both, asked(both))
    query = select(AuditEvent).where(AuditEvent.action == "signature:confirm")
    found = {event.campaign_id: event.organisation_id for event in db.session.scalars(query)}
    campaigns = [db.session.get_one(Campaign, one.campaign_id) for one in (first, foreign)]
    assert found == {campaign.id: campaign.organisation_id for campaign in campaigns}
