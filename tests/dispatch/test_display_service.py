"""A letter prints those who asked for initials by them, and their names are in nothing that leaves."""

import pytest
from flask import Flask

from petitions.accounts.models import Organisation, Role
from petitions.campaigns.instruments import Display
from petitions.core.db import db, transaction
from petitions.dispatch import letters, queries, service
from petitions.dispatch.models import Addressee, Edition
from petitions.signing.models import ConsentKind, Signature
from tests.dispatch.scene import change, statement_of
from tests.factories import a_user, acting, an_addressee, sign_in
from tests.signing.appeal import Appeal
from tests.support.mailbox import mails_to, text_of
from tests.support.pdf import words_of

NAMED_NOWHERE = frozenset({ConsentKind.SIGN})


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal to one office, signed by three heads, each shown otherwise."""
    appeal = Appeal()
    an_addressee(appeal.campaign)
    appeal.signed_by_head("Ona Tzestė", "Example Initiative", display=Display.INITIALS)
    appeal.signed_by_head("Ivo Vzorek", "Sample Union", display=Display.UNDISCLOSED, agreed=NAMED_NOWHERE)
    appeal.signed_by_head("Ana Tavoite", "Third House")
    return appeal


def closed(appeal: Appeal) -> Edition:
    with transaction():
        return service.close(appeal.actor, appeal.campaign)


def test_an_edition_keeps_what_is_printed_in_its_place(appeal: Appeal) -> None:
    rows = [(row.name, row.capacity, row.is_printed) for row in closed(appeal).signatories]
    assert rows == [
        ("O. T.", "Head of an organisation", True),
        ("Ana Tavoite", "Director of Third House", True),
        ("Ivo Vzorek", "Director of Sample Union", False),
    ]
    told = statement_of("close")
    assert (told["printed"], told["undisclosed"]) == (2, 1)


def test_the_letter_and_its_mail_hold_initials_and_never_the_name(appeal: Appeal) -> None:
    closed(appeal)
    organisation = db.session.get_one(Organisation, appeal.campaign.organisation_id)
    ben = acting(a_user(organisation, Role.DISPATCHER, name="Ben Dispatcher"))
    with transaction():
        letter = service.confirm(ben, appeal.campaign)
    mail = mails_to(db.session.query(Addressee).one().email)[-1]
    for words in (words_of(letter.pdf), text_of(mail)):
        assert "O. T." in words
        assert "Ana Tavoite" in words
        for hidden in ("Tzestė", "Vzorek", "Example Initiative", "Sample Union"):
            assert hidden not in words
    assert "1 of them asked not to be named here" in words_of(letter.pdf)


def test_who_would_be_closed_stands_there_by_name_for_organisers_with_the_initials_beside_it(
    appeal: Appeal, client
) -> None:
    sign_in(client, appeal.author)
    page = client.get(f"/en/desk/campaigns/{appeal.campaign.id}/close").text
    assert "Ona Tzestė" in page
    assert "initials only: O. T." in page
    assert page.count("Not named in the letter") == 1


def test_who_withdrew_after_closing_is_told_to_organisers_by_name(appeal: Appeal) -> None:
    edition = closed(appeal)
    ref = next(row.signature_id for row in edition.signatories if row.name == "O. T.")
    change(db.session.get_one(Signature, ref), state="withdrawn", withdrawn_at=edition.closed_at)
    assert "Ona Tzestė" in " ".join(queries.unmet_for_dispatch(appeal.campaign))


def test_initials_are_counted_in_their_capacity_like_everybody(appeal: Appeal) -> None:
    assert letters.count_in_words(closed(appeal)).startswith("3 heads of organisations")
