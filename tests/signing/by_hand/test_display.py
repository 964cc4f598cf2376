"""Whoever signs by hand is shown as they asked, where the instrument allows it: by name, by initials, counted only."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.instruments import Display
from petitions.core.clock import today
from petitions.core.db import db
from petitions.signing import queries
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.display import shown_as
from petitions.signing.errors import DisplayRefused
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.preparing import Wish
from petitions.signing.wordings import wordings
from tests.factories import sign_in
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.by_hand.hand import AGREED, NOTE, call, confirmed, given, recorded
from tests.signing.scene import SIGN, Desk, count
from tests.support.mailbox import mails_to, text_of


def wish(invitation: Invitation, display: Display, agreed: frozenset[ConsentKind] = AGREED) -> Wish:
    """What the member asks for, shown so."""
    return Wish(invitation.campaign.open_version_id, invitation.person.name, agreed, "en", display)


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal, whose heads may be shown by initials."""
    return Appeal()


@pytest.fixture
def head(appeal: Appeal) -> Invitation:
    """The head of an organisation, asked to sign in person."""
    organisation = appeal.organisation()
    speaker = appeal.speaker(organisation)
    appeal.head(organisation)
    return appeal.ask(speaker, in_person=True)


def test_initials_are_recorded_confirmed_and_kept_to(appeal: Appeal, head: Invitation) -> None:
    row = recorded(appeal, call(head, wish=wish(head, Display.INITIALS)), head)
    assert row.display == "initials"
    signature = confirmed(appeal, row)
    assert signature.display == "initials"
    shown = shown_as(signature, ConsentKind.PRINT)
    assert shown is not None
    assert shown.name == "O. T."
    said = wordings(signature.invitation, Display.INITIALS)
    assert {one.wording for one in signature.consents if one.given} == {said[kind] for kind in AGREED}
    assert "Shown: by initials: O. T." in text_of(mails_to(queries.address(head))[-1])


def test_who_is_to_be_counted_only_is_named_nowhere(desk: Desk) -> None:
    _person, invitation = desk.invited()
    what = call(invitation, wish=wish(invitation, Display.UNDISCLOSED, SIGN))
    signature = confirmed(desk, recorded(desk, what, invitation))
    assert all(shown_as(signature, kind) is None for kind in (ConsentKind.PRINT, ConsentKind.PUBLISH))


def test_a_way_that_the_instrument_does_not_know_is_refused(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(DisplayRefused, match="lets nobody be shown so"):
        recorded(desk, call(invitation, wish=wish(invitation, Display.INITIALS)), invitation)


def test_counted_only_and_named_as_well_is_refused_in_words_for_organisers(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(DisplayRefused, match="Record exactly what was agreed to"):
        recorded(desk, given(invitation, wish=wish(invitation, Display.UNDISCLOSED)), invitation)
    assert count(HandConfirmation) == 0


def test_on_the_page_the_words_are_compared_again_once_another_way_is_chosen(
    client: FlaskClient, appeal: Appeal, head: Invitation
) -> None:
    sign_in(client, appeal.author)
    page = f"/en/desk/campaigns/{appeal.campaign.id}/invitations/{head.id}/by-hand"
    first = client.get(page).text
    data = {
        "version": re.search(r'name="version"[^>]*value="([^"]+)"', first)[1],
        "worded": "public",
        "display": "initials",
        "kind": "telephone",
        "given_day": today().isoformat(),
        "given_time": "00:00",
        "given_zone": "UTC",
        "taken_by": "Ada Organiser",
        "name": head.person.name,
        "sign": "y",
        "print_name": "y",
        "note": NOTE,
    }
    again = client.post(page, data=data)
    assert "Compare it once more, then record it." in text(again)
    assert count(HandConfirmation) == 0
    assert re.search(r'name="worded"[^>]*value="initials"', again.text)
    done = client.post(page, data={**data, "worded": "initials"})
    assert "Compare it once more" not in text(done)


def test_the_second_organiser_reads_how_the_signatory_is_to_be_shown(
    client: FlaskClient, appeal: Appeal, head: Invitation
) -> None:
    row = recorded(appeal, call(head, wish=wish(head, Display.INITIALS)), head)
    sign_in(client, appeal.colleague)
    page = text(client.get(f"/en/desk/campaigns/{appeal.campaign.id}/by-hand/{row.id}"))
    assert "To be shown by initials" in page
    assert wordings(db.session.get_one(Invitation, head.id), Display.INITIALS)[ConsentKind.PRINT] in page
    assert count(Signature) == 0
