"""Who asks not to be named is named nowhere, who asks for initials is shown by them, and the ledger has it so."""

import json

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.instruments import Display, all_instruments, load
from petitions.core.db import db, transaction
from petitions.ledger.models import Statement
from petitions.signing import display, listing, queries
from petitions.signing.display import Shown, shown_as
from petitions.signing.errors import DisplayRefused
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order
from petitions.signing.wordings import BY_INITIALS, WORDINGS, wording_sha256
from tests.factories import changed
from tests.signing.appeal import EVERYTHING, Appeal, give
from tests.signing.scene import SIGN, Desk, count

NAMED_NOWHERE = frozenset({ConsentKind.SIGN, ConsentKind.CONTACT})


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that is open for signature: heads of organisations sign it in person."""
    return Appeal()


def statement_of(signature: Signature) -> dict:
    row = db.session.scalars(select(Statement).where(Statement.leaf_id == signature.leaf_id)).one()
    return dict(json.loads(row.statement))


def test_who_chooses_nothing_is_shown_by_name_where_it_was_agreed(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(agreed=SIGN | {ConsentKind.PRINT})
    assert shown_as(signature, ConsentKind.PRINT) == Shown("Ona Testė", "Testė", "Director of Example Initiative")
    assert shown_as(signature, ConsentKind.PUBLISH) is None
    assert shown_as(signature, ConsentKind.SHOW_INVITED) is None
    assert statement_of(signature)["display"] == "public"


def test_who_asks_for_initials_is_shown_by_them_and_without_the_office_that_names_the_person(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(display=Display.INITIALS)
    for to in display.NAMING:
        assert shown_as(signature, to) == Shown("O. T.", "T.", "Head of an organisation")
    assert signature.name == "Ona Testė"
    assert statement_of(signature)["display"] == "initials"


def test_the_wordings_that_are_kept_speak_of_initials(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(display=Display.INITIALS)
    kept = {consent.kind: (consent.wording, consent.wording_sha256) for consent in signature.consents}
    for kind, words in BY_INITIALS.items():
        assert kept[kind] == (str(words), wording_sha256(str(words)))
    assert kept[ConsentKind.CONTACT][0] == str(WORDINGS[ConsentKind.CONTACT])
    assert statement_of(signature)["consents"]["print"] == wording_sha256(str(BY_INITIALS[ConsentKind.PRINT]))


def test_initials_are_shown_only_where_that_was_agreed(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(display=Display.INITIALS, agreed=SIGN | {ConsentKind.PUBLISH})
    assert shown_as(signature, ConsentKind.PRINT) is None
    assert shown_as(signature, ConsentKind.PUBLISH) is not None


@pytest.mark.parametrize("kind", sorted(display.NAMING))
def test_who_is_counted_only_can_not_agree_to_be_named(appeal: Appeal, kind: ConsentKind) -> None:
    with pytest.raises(DisplayRefused, match="counted only"):
        appeal.signed_by_head(display=Display.UNDISCLOSED, agreed=SIGN | {kind})
    assert count(Signature) == 0


def test_who_is_counted_only_is_named_nowhere_though_a_consent_said_otherwise(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(display=Display.UNDISCLOSED, agreed=NAMED_NOWHERE)
    with transaction() as session:
        for consent in session.get_one(Signature, signature.id).consents:
            consent.given = True
    signature = db.session.get_one(Signature, signature.id)
    assert [shown_as(signature, to) for to in display.NAMING] == [None, None, None]


def test_an_organisation_has_no_initials_but_may_be_counted_only(appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation())
    invitation = appeal.ask(row)
    assert display.offered(invitation) == [Display.PUBLIC, Display.UNDISCLOSED]
    with pytest.raises(DisplayRefused, match="offered"):
        give(invitation, display=Display.INITIALS)
    signature = give(invitation, display=Display.UNDISCLOSED, agreed=NAMED_NOWHERE)
    assert signature is not None
    assert shown_as(signature, ConsentKind.PRINT) is None


def test_members_of_bodies_are_offered_no_initials_and_on_a_sheet_nothing_but_the_name(desk: Desk) -> None:
    _person, invitation = desk.invited()
    assert display.offered(invitation) == [Display.PUBLIC, Display.UNDISCLOSED]
    changed(desk.campaign, instrument="pace_declaration")
    db.session.expire_all()
    assert display.offered(invitation) == [Display.PUBLIC]


def test_every_instrument_lets_somebody_be_shown_by_name() -> None:
    assert all(Display.PUBLIC in rules.displays for rules in all_instruments())


def test_the_invited_see_initials_and_count_the_others(appeal: Appeal) -> None:
    appeal.signed_by_head("Ona Testė", "Example Initiative", display=Display.INITIALS)
    appeal.signed_by_head("Ivo Vzorek", "Sample Union", display=Display.UNDISCLOSED, agreed=NAMED_NOWHERE)
    named, others = queries.shown_to_invited(appeal.campaign)
    assert [shown.name for _signature, shown in named] == ["O. T."]
    assert others.count == 1


def test_initials_stand_where_initials_would_so_that_the_place_tells_no_more(appeal: Appeal) -> None:
    appeal.signed_by_head("Ona Tzest", "Example Initiative", display=Display.INITIALS)
    appeal.signed_by_head("Ivo Tabak", "Sample Union")
    appeal.signed_by_head("Ana Smith-Test", "Third House")
    ordered = in_order(load("ngo_appeal"), queries.in_force(appeal.campaign), "en")
    assert [signature.name for signature in ordered] == ["Ana Smith-Test", "Ona Tzest", "Ivo Tabak"]


def test_organisers_see_every_name_and_what_others_see_of_it(appeal: Appeal) -> None:
    appeal.signed_by_head("Ona Testė", "Example Initiative", display=Display.INITIALS)
    appeal.signed_by_head("Ivo Vzorek", "Sample Union", display=Display.UNDISCLOSED, agreed=NAMED_NOWHERE)
    appeal.signed_by_head("Ana Third", "Third House")
    rows = listing.entries(appeal.campaign, queries.invitations(appeal.campaign))
    assert {row.name: row.shown for row in rows} == {
        "Ona Testė": "initials only: O. T.",
        "Ivo Vzorek": "counted only, not to be named",
        "Ana Third": "",
    }


def test_the_database_knows_the_three_ways_only(appeal: Appeal) -> None:
    signature = appeal.signed_by_head(agreed=EVERYTHING)
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text("UPDATE signatures SET display = 'shouted' WHERE number = :number"), {"number": 1})
    assert db.session.get_one(Signature, signature.id).display == "public"
