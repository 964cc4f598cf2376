"""Whoever signed by hand, by a touch or by initials says afterwards what everybody says."""

import pytest
from flask import Flask

from petitions.campaigns.instruments import Display
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.signing import queries
from petitions.signing.by_hand.queries import of_invitation
from petitions.signing.correcting import wishing
from petitions.signing.display import shown_as
from petitions.signing.errors import Disputed, NotSigned
from petitions.signing.models import ConsentKind
from petitions.signing.passkeys import asking
from petitions.signing.signature_page import of
from tests.factories import sign_in
from tests.signing.after.acts import correct, dispute, last_mail, wish
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.by_hand import hand
from tests.signing.passkeys.scene import another_letter, enrolled, touch
from tests.signing.scene import Desk, address_of


def test_the_receipt_of_a_signature_on_paper_leads_to_denying_it(desk: Desk) -> None:
    person, invitation = desk.invited(surname="Testė")
    signature = hand.on_paper(desk, invitation)
    assert "/not-mine/" in last_mail(address_of(person))
    assert of(signature)["recorded"] == [of_invitation(invitation)[0].id]
    dispute(invitation)
    assert signature.state == "set_aside"


def test_while_a_signature_is_denied_none_is_recorded_by_hand(desk: Desk) -> None:
    _person, invitation = desk.invited(surname="Testė")
    hand.on_paper(desk, invitation)
    dispute(invitation)
    desk.mend()
    with pytest.raises(Disputed, match="I never signed this"):
        hand.recorded(desk, hand.call(invitation), invitation)
    assert queries.in_force(desk.campaign) == []


def test_while_a_signature_is_denied_no_touch_signs_or_withdraws_it(desk: Desk) -> None:
    _person, invitation = desk.invited(surname="Testė")
    device = enrolled(invitation)
    dispute(invitation)
    desk.mend()
    with pytest.raises(Disputed):
        touch(invitation, device)
    with pytest.raises(NotSigned), transaction():
        asking.to_withdraw(invitation, now())


def test_who_looks_into_it_is_led_to_the_passkey_that_the_mailbox_proved(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited(surname="Testė")
    device = enrolled(invitation)
    assert touch(another_letter(desk, person), device) is not None
    row = dispute(invitation)
    client = app.test_client()
    sign_in(client, desk.author)
    page = client.get(f"/en/desk/campaigns/{desk.campaign.id}/disputes/{row.id}")
    assert "A passkey was enrolled from this mailbox" in text(page)
    assert f"/invitations/{invitation.id}/passkey" in page.text


def test_who_is_shown_by_initials_corrects_the_name_and_is_told_how_it_is_shown(app: Flask) -> None:
    appeal = Appeal()
    signature = appeal.signed_by_head(display=Display.INITIALS)
    invitation = signature.invitation
    correct(invitation, "Ona Barbora Testė")
    assert shown_as(signature, ConsentKind.PRINT).name == "O. B. T."
    assert "How you are shown: by initials: O. B. T." in last_mail(queries.address(invitation))
    row = wish(invitation, "Head of Example Initiative, Vilnius")
    with transaction():
        wishing.take(appeal.actor, row)
    assert shown_as(signature, ConsentKind.PRINT).capacity == "Head of an organisation"
