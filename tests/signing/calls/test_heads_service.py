"""The head of an organisation asks to sign in person where the instrument lets heads sign, and is admitted."""

import pytest

from petitions.core.db import db
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.people.organisations.representing import DaysOverlap
from petitions.people.organisations.rules import HEAD
from petitions.signing.calls.errors import NoCall
from petitions.signing.calls.models import CallRequest
from petitions.signing.models import Invitation, Signature
from tests.signing.appeal import Appeal, give
from tests.signing.calls.call import admit, ask, confirm, waiting
from tests.signing.scene import Desk, count


def test_a_head_is_put_on_file_asked_and_signs_in_person(appeal: Appeal) -> None:
    invitation = admit(appeal, waiting(appeal, as_head=True), vouches=True)
    assert (invitation.body, invitation.organisation, invitation.signatory) == (HEAD, None, "Pia Example")
    assert [(head.name, head.title) for head in invitation.registered.heads] == [("Pia Example", "Director")]
    give(invitation, name="Pia Example")
    signature = db.session.query(Signature).one()
    assert (signature.body, signature.name) == (HEAD, "Pia Example")


def test_the_same_words_for_the_organisation_and_for_its_head_are_two_things(appeal: Appeal) -> None:
    wanted = ask(appeal.campaign)
    ask(appeal.campaign, as_head=True)
    assert confirm(appeal.campaign, wanted) is None, "other words stand now"
    assert db.session.query(CallRequest).one().as_head


def test_whoever_is_on_file_as_head_already_is_named_once(appeal: Appeal) -> None:
    registered = appeal.organisation("Harbour Watch")
    appeal.head(registered, "Pia Example")
    admit(appeal, waiting(appeal, as_head=True), registered=db.session.get_one(RegisteredOrganisation, registered.id))
    assert len(db.session.get_one(RegisteredOrganisation, registered.id).heads) == 1


def test_where_somebody_else_is_head_the_organiser_is_told_and_nobody_is_asked(appeal: Appeal) -> None:
    registered = appeal.organisation("Harbour Watch")
    appeal.head(registered, "Old Director")
    chosen = db.session.get_one(RegisteredOrganisation, registered.id)
    with pytest.raises(DaysOverlap, match="Old Director is on file as head"):
        admit(appeal, waiting(appeal, as_head=True), registered=chosen)
    assert count(Invitation) == 0


def test_under_a_letter_of_members_nobody_asks_as_head(letter_desk: Desk) -> None:
    with pytest.raises(NoCall):
        ask(letter_desk.campaign, as_head=True)
