"""A list holds those who are printed, counts the others, and every file that is taken along leaves a line behind."""

import csv
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select, update

from petitions.accounts.models import Role
from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, NotAllowed, NotFound
from petitions.signing.exporting.listed import Arranged, Kind, SignatoryList
from petitions.signing.exporting.queries import of_open_version
from petitions.signing.exporting.service import File, Wanted, make_file, take_along
from petitions.signing.models import ConsentKind
from tests.dispatch.lodging.declaration import a_declaration, a_pace_member
from tests.factories import a_member, a_signature, a_user, acting, changed
from tests.signing.appeal import Appeal
from tests.signing.by_hand.hand import by_telephone, on_paper
from tests.signing.scene import SIGN, Desk, withdraw
from tests.support.cost import counted

PRINT = ConsentKind.PRINT


@pytest.fixture
def signed(desk: Desk) -> Desk:
    """A letter signed by two who are printed and one who is not."""
    a_signature(desk.campaign, a_member("Ona", "Žemaitė-Testė"), PRINT)
    a_signature(desk.campaign, a_member("Łucja", "Ćwiklińska-Testowa", "PL", "EPP"), PRINT)
    a_signature(desk.campaign, a_member("Ivo", "Vzorek", "CZ", "S&D"))
    return desk


def who(desk: Desk, *roles: str) -> Actor:
    organisation = desk.author.memberships[0].organisation
    return acting(a_user(organisation, *roles, name="Ben Dispatcher"))


def taken(actor: Actor, campaign: Campaign, kind: Kind = Kind.CSV, **wanted: object) -> File:
    file = make_file(campaign, Wanted(kind, **wanted), lambda hidden: of_open_version(campaign, hidden))
    with transaction():
        take_along(actor, campaign, file)
    return file


def read(file: File) -> bytes:
    with file.content as content:
        return content.read()


def test_nobody_who_writes_waits_until_a_list_is_made(signed: Desk) -> None:
    def gather(hidden: bool) -> SignatoryList:
        with db.engine.execution_options(undersigned_write=True).begin() as elsewhere:
            elsewhere.execute(update(Campaign).values(place="Vilnius"))
        return of_open_version(signed.campaign, hidden)

    file = make_file(signed.campaign, Wanted(Kind.CSV), gather)
    assert "Žemaitė-Testė" in read(file).decode()


def rows(file: File) -> list[list[str]]:
    return list(csv.reader(StringIO(read(file).decode("utf-8-sig"), newline="")))[1:]


def names(found: SignatoryList) -> list[str]:
    return [row.name for row in found.rows]


def test_those_who_are_printed_stand_in_the_order_of_print_and_the_others_are_counted(signed: Desk) -> None:
    found = of_open_version(signed.campaign)
    assert names(found) == ["Łucja Ćwiklińska-Testowa", "Ona Žemaitė-Testė"]
    assert (found.counted, found.undisclosed) == (1, 0)
    assert found.rest == "and 1 who is not disclosed"
    assert found.rows[0].line == "Łucja Ćwiklińska-Testowa, Member of the European Parliament (EPP, Poland)"
    assert (found.version, len(found.sha256), found.edition) == (1, 64, None)


def test_the_file_of_a_dispatcher_holds_nobody_who_is_not_disclosed_unless_the_box_is_ticked(signed: Desk) -> None:
    ben = who(signed, Role.DISPATCHER)
    for kind in Kind:
        assert b"Vzorek" not in read(taken(ben, signed.campaign, kind))
    file = taken(ben, signed.campaign, undisclosed=True)
    assert [(row[1], row[6]) for row in rows(file)] == [
        ("Łucja Ćwiklińska-Testowa", ""),
        ("Ivo Vzorek", "Not disclosed"),
        ("Ona Žemaitė-Testė", ""),
    ]
    assert file.name.endswith("-version-1-signatories-with-undisclosed-names.csv")


@pytest.mark.parametrize("role", [Role.OWNER, Role.DRAFTER, Role.REVIEWER])
def test_nobody_else_takes_undisclosed_names_along_but_everybody_the_list(signed: Desk, role: Role) -> None:
    actor = who(signed, role)
    with pytest.raises(NotAllowed, match="Only dispatchers"):
        taken(actor, signed.campaign, undisclosed=True)
    assert rows(taken(actor, signed.campaign))[-1][1] == "and 1 who is not disclosed"
    assert [event.details["undisclosed"] for event in events()] == [0]


def test_each_file_leaves_a_line_that_says_which_and_how_many_names_it_held(signed: Desk) -> None:
    ben = who(signed, Role.DISPATCHER)
    read(taken(ben, signed.campaign, Kind.DOCX))
    read(taken(ben, signed.campaign, Kind.LINES, undisclosed=True))
    first, second = events()
    assert first.details == {
        "format": "docx",
        "version": 1,
        "edition": None,
        "names": 2,
        "undisclosed": 0,
        "counted": 1,
        "reason": "DOCX, 2 names.",
    }
    assert second.details["reason"] == "TXT, 3 names, 1 of them not disclosed."
    assert (second.actor_label, second.campaign_id) == ("Ben Dispatcher", signed.campaign.id)
    assert "Vzorek" not in str(second.details)


def test_a_list_can_stand_country_by_country(signed: Desk) -> None:
    file = taken(who(signed, Role.DISPATCHER), signed.campaign, order=Arranged.COUNTRY, undisclosed=True)
    assert [row[3] for row in rows(file)] == ["Czechia", "Lithuania", "Poland"]


def test_where_nobody_has_signed_there_is_no_list(desk: Desk) -> None:
    with pytest.raises(DomainError, match="Nobody has signed"):
        taken(desk.actor, desk.campaign)
    assert events() == []


def test_where_nothing_is_open_there_is_no_list(app: Flask) -> None:
    with pytest.raises(NotFound):
        of_open_version(Desk("drafting").campaign)


def test_signatures_that_do_not_count_are_on_no_list(signed: Desk) -> None:
    _person, invitation = signed.invited(given="Bea", surname="Bandė")
    a_signature(signed.campaign, invitation.person, PRINT)
    withdraw(invitation)
    assert "Bea Bandė" not in names(of_open_version(signed.campaign, True))
    signed.mend()
    assert names(of_open_version(signed.campaign, True)) == []


def test_initials_stand_on_a_list_as_initials_and_nothing_of_the_register_beside_them(app: Flask) -> None:
    appeal = Appeal()
    signature = appeal.signed_by_head(display=Display.INITIALS)
    changed(signature.invitation.person, honorific="Ms")
    appeal.signed_by_head("Ivo Vzorek", "Sample Union", display=Display.UNDISCLOSED, agreed=SIGN)
    for undisclosed in (False, True):
        row = of_open_version(appeal.campaign, undisclosed).rows[0]
        assert (row.name, row.capacity, row.note) == ("O. T.", "Head of an organisation", "Initials only")
        assert row.line == "O. T., Head of an organisation (Lithuania)"


def test_initials_of_a_name_that_can_not_be_parted_are_not_looked_up_on_the_register(app: Flask) -> None:
    appeal = Appeal()
    signature = appeal.signed_by_head(display=Display.INITIALS)
    changed(signature, name="Ona O", surname="O")
    changed(signature.invitation.person, honorific="Ms")
    # The lines of this one are made of given name and surname, which the register has whole.
    changed(appeal.campaign, instrument="pace_declaration")
    db.session.expire_all()
    (row,) = of_open_version(appeal.campaign).rows
    assert (row.name, row.line) == ("O.", "O., Lithuania, NR")


def test_a_signature_given_by_hand_says_so_on_a_list(desk: Desk) -> None:
    _person, paper = desk.invited()
    on_paper(desk, paper)
    _person, call = desk.invited(given="Bea", country="PL")
    by_telephone(desk, call, agreed=SIGN)
    assert [(row.name.split()[0], row.note) for row in of_open_version(desk.campaign, True).rows] == [
        ("Bea", "Confirmed by telephone; Not disclosed"),
        ("Ona", "Confirmed on paper"),
    ]


def test_the_lines_of_a_declaration_are_those_of_its_sheet(app: Flask) -> None:
    declaration = a_declaration(signed=2)
    a_signature(declaration.now, a_pace_member("Uta", "Zutest", honorific="Mr", country="NL"), PRINT)
    file = taken(acting(declaration.ada), declaration.now, Kind.LINES)
    assert read(file).decode().split("\n\n")[1] == (
        "Ms Ona ABATEST, Lithuania, SOC ;\nMs Łucja BETEST, Poland, EPP/CD ;\nMr Uta ZUTEST, Netherlands, SOC\n"
    )


def test_a_list_is_read_in_as_many_statements_however_long_it_is(signed: Desk) -> None:
    db.session.expire_all()
    with counted() as few:
        of_open_version(signed.campaign)
    for number in range(8):
        a_signature(signed.campaign, a_member("Ona", f"Testė{chr(97 + number)}"), PRINT)
    db.session.expire_all()
    with counted() as many:
        of_open_version(signed.campaign)
    assert len(many) <= len(few) + 1


def events() -> list[AuditEvent]:
    query = select(AuditEvent).where(AuditEvent.action == "list:export").order_by(AuditEvent.at)
    return list(db.session.scalars(query))
