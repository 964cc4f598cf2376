"""An appeal of organisations is closed, printed and sent with each of them in its own capacity."""

import pytest
from flask import Flask

from petitions.accounts.models import Organisation, Role
from petitions.core.db import db, transaction
from petitions.dispatch import letters, service
from petitions.dispatch.editions import Refused
from petitions.dispatch.models import Edition
from petitions.people.organisations.models import Representative
from tests.factories import a_user, acting, an_addressee
from tests.signing.appeal import Appeal, give
from tests.support.pdf import words_of

ENDED = "The authority by which these signed is not in force today: Example Initiative."


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal to one office that is open for signature."""
    appeal = Appeal()
    an_addressee(appeal.campaign)
    return appeal


def four(appeal: Appeal) -> Representative:
    """Two organisations, one coalition, and the head of one of them, whose authority is returned."""
    appeal.signed("Zebra House", "Ana Testė")
    one = appeal.organisation()
    row = appeal.speaker(one)
    appeal.head(one)
    give(appeal.ask(row))
    give(appeal.ask(row, in_person=True))
    coalition = appeal.organisation("Čeda Coalition", kind="coalition", country="")
    give(appeal.ask(appeal.speaker(coalition, "Bea Second")))
    return row


def closed(appeal: Appeal, **options: bool) -> Edition:
    with transaction():
        return service.close(appeal.actor, appeal.campaign, **options)


def test_they_stand_in_the_order_of_their_own_names_and_are_counted_apart(appeal: Appeal) -> None:
    four(appeal)
    edition = closed(appeal)
    assert [(row.name, row.body) for row in edition.signatories] == [
        ("Čeda Coalition", "coalition"),
        ("Example Initiative", "organisation"),
        ("Ona Testė", "head"),
        ("Zebra House", "organisation"),
    ]
    assert letters.count_in_words(edition) == "2 organisations, 1 coalition, and 1 head of an organisation"


def test_the_letter_prints_for_whom_each_signs(appeal: Appeal) -> None:
    four(appeal)
    printed = words_of(service.proof(appeal.campaign, closed(appeal)))
    assert "2 organisations, 1 coalition, and 1 head of an organisation" in printed
    assert "Čeda Coalition coalition, represented by Bea Second, Director" in printed
    assert "Example Initiative represented by Ona Testė, Director Lithuania" in printed
    assert "Ona Testė Director of Example Initiative Lithuania" in printed


def test_an_authority_that_has_ended_bars_closing_unless_it_is_knowingly_accepted(appeal: Appeal) -> None:
    appeal.end(four(appeal))
    with pytest.raises(Refused, match="Example Initiative") as refused:
        closed(appeal)
    assert ENDED in refused.value.message
    edition = closed(appeal, as_of_signing=True)
    printed = words_of(service.proof(appeal.campaign, edition))
    assert printed.count("As of signing; the authority has since ended") == 1


def test_an_authority_that_ends_after_closing_holds_the_letter_back(appeal: Appeal) -> None:
    row = four(appeal)
    closed(appeal)
    organisation = db.session.get_one(Organisation, appeal.campaign.organisation_id)
    dispatcher = acting(a_user(organisation, Role.DISPATCHER, name="Ben Dispatcher"))
    appeal.end(row)
    with pytest.raises(Refused, match="authority"), transaction():
        service.confirm(dispatcher, appeal.campaign)
    with transaction():
        letter = service.confirm(dispatcher, appeal.campaign, as_of_signing=True)
    assert "As of signing; the authority has since ended" in words_of(letter.pdf)
