"""The list of a petition is read page by page, so that a million names need no more room than a thousand."""

import csv
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from petitions.campaigns.instruments import Display
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.signing import service as signing
from petitions.signing.exporting import petition as pages
from petitions.signing.exporting import service
from petitions.signing.exporting.listed import Arranged, Kind
from petitions.signing.exporting.queries import of_open_version
from petitions.signing.exporting.service import Wanted, make_file, take_along
from petitions.signing.models import ConsentKind
from petitions.signing.supporters import asking
from petitions.signing.supporters.confirming import Told
from tests.factories import acting, sign_in
from tests.signing.scene import SIGN
from tests.signing.supporters.petition import Petition, ask, supporter_at
from tests.support.cost import counted
from tests.support.mailbox import code_for

PRINT = SIGN | {ConsentKind.PRINT}
NAMES = ("Bea Example", "Anna-Maria van den Berg", "Ivo Vzorek", "Cai Testas", "Dai Sample")


def signs(
    petition: Petition, name: str, agreed: frozenset[ConsentKind] = PRINT, country: str = "LT", **other: Any
) -> None:
    """A member of the public signs."""
    email = f"{name.split(maxsplit=1)[0].lower()}@inbox.example"
    ask(petition.campaign, email, name=name)
    supporter = supporter_at(email)
    assert supporter is not None
    wish = signing.Wish(supporter.invitation.campaign.open_version_id, name, agreed, "en", **other)
    proof = signing.MailedCode(code_for(email), "phone")
    with transaction():
        signing.sign_as_supporter(asking.actor(supporter), supporter.invitation, wish, proof, Told(country))


@pytest.fixture
def signed(petition: Petition) -> Petition:
    """Five have signed: one by initials, one who is counted only, one who agreed to nothing."""
    first, second, third, fourth, fifth = NAMES
    signs(petition, first)
    signs(petition, second, display=Display.INITIALS)
    signs(petition, third, SIGN, display=Display.UNDISCLOSED)
    signs(petition, fourth, SIGN)
    signs(petition, fifth)
    db.session.expire_all()
    return petition


def taken(petition: Petition, kind: Kind = Kind.CSV, order: Arranged = Arranged.PRINTED) -> bytes:
    actor, campaign = acting(petition.colleague), petition.campaign
    file = make_file(campaign, Wanted(kind, order), lambda hidden: of_open_version(campaign, hidden))
    with transaction():
        take_along(actor, campaign, file)
    with file.content as content:
        return content.read()


def test_it_stands_in_the_order_of_signing_as_each_chose_to_be_shown(signed: Petition) -> None:
    found = of_open_version(signed.campaign)
    assert [row.line for row in found.rows] == [
        "Bea Example, Lithuania",
        "A.-M. v. d. B., Lithuania",
        "Dai Sample, Lithuania",
    ]
    assert (len(found.rows), found.counted, found.undisclosed) == (3, 2, 0)


def test_undisclosed_names_are_among_them_only_when_asked_for(signed: Petition) -> None:
    found = of_open_version(signed.campaign, True)
    assert [(row.name, row.note) for row in found.rows] == [
        ("Bea Example", ""),
        ("A.-M. v. d. B.", "Initials only"),
        ("Ivo Vzorek", "Not disclosed"),
        ("Cai Testas", "Not disclosed"),
        ("Dai Sample", ""),
    ]
    assert (len(found.rows), found.counted, found.undisclosed) == (5, 0, 2)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_no_name_is_lost_or_doubled_between_two_pages(
    signed: Petition, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(pages, "PAGE", size)
    table = list(csv.reader(StringIO(taken(signed).decode("utf-8-sig"), newline="")))[1:]
    assert [row[1] for row in table] == [
        "Bea Example",
        "A.-M. v. d. B.",
        "Dai Sample",
        "and 2 who are not disclosed",
    ]


def test_the_first_names_are_read_without_the_others(signed: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 1)
    found = of_open_version(signed.campaign)
    with counted() as seen:
        next(iter(found.rows))
    assert len(seen) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_by_country_it_is_sorted_as_its_language_sorts_and_within_one_as_they_signed(
    signed: Petition, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    for name, country in (("Eli Vzorek", "AT"), ("Fia Muster", "CZ"), ("Gus Muster", "AT"), ("Hal Muster", "AX")):
        signs(signed, name, country=country)
    db.session.expire_all()
    monkeypatch.setattr(pages, "PAGE", size)
    table = list(csv.reader(StringIO(taken(signed, order=Arranged.COUNTRY).decode("utf-8-sig"), newline="")))[1:]
    assert [(row[0], row[1], row[3]) for row in table] == [
        ("1", "Hal Muster", "Åland Islands"),
        ("2", "Eli Vzorek", "Austria"),
        ("3", "Gus Muster", "Austria"),
        ("4", "Fia Muster", "Czechia"),
        ("5", "Bea Example", "Lithuania"),
        ("6", "A.-M. v. d. B.", "Lithuania"),
        ("7", "Dai Sample", "Lithuania"),
        ("", "and 2 who are not disclosed", ""),
    ]


def test_by_country_the_database_sorts_them_once_and_none_waits_for_the_last(
    signed: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 1)
    read = []
    whole = pages.PetitionRows._entry
    monkeypatch.setattr(pages.PetitionRows, "_entry", lambda rows, row: read.append(row.name) or whole(rows, row))
    rows = of_open_version(signed.campaign).rows.by_country("en")
    with counted() as seen:
        first = iter(rows)
        assert next(first).name == "Bea Example"
        assert read == ["Bea Example"]
        assert len(seen) == 1
        assert _held_by_the_server() == (db.engine.dialect.name == "postgresql")
        assert len(list(first)) == 2


def _held_by_the_server() -> bool:
    """Whether PostgreSQL holds a result and gives it in portions; SQLite computes each row as it is asked for."""
    if db.engine.dialect.name != "postgresql":
        return False
    return db.session.scalar(text("SELECT count(*) FROM pg_cursors WHERE statement LIKE '%signatures%'")) == 1


def test_too_many_names_make_no_document_but_a_table(signed: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_AT_ONCE", 2)
    for order in Arranged:
        with pytest.raises(DomainError, match="So many names"):
            taken(signed, Kind.DOCX, order)
        assert b"Bea Example" in taken(signed, Kind.LINES, order)
        assert b"Bea Example" in taken(signed, order=order)


def test_the_page_of_a_list_that_is_too_long_for_a_document_says_so_before_it_is_taken(
    signed: Petition, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, signed.author)
    page = f"/en/desk/campaigns/{signed.campaign.id}/signatories"
    assert "too many for a document" not in client.get(page).text
    monkeypatch.setattr(service, "MOST_AT_ONCE", 2)
    assert "The table holds all of them, in the order of print or by country." in client.get(page).text
