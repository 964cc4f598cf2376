"""The list of an edition is what was printed with it, and says who no longer stands by it."""

import pytest
from flask import Flask

from petitions.campaigns.instruments import Display
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.dispatch import edition_lists, service
from petitions.dispatch.lodging.queries import get_lodging
from petitions.signing.exporting.listed import SignatoryList
from petitions.signing.models import Signature
from tests.dispatch.lodging.declaration import a_declaration
from tests.dispatch.scene import UNDISCLOSED, Scene, change, withdraw
from tests.factories import an_addressee
from tests.signing.appeal import Appeal


def of(scene: Scene, number: int = 1, undisclosed: bool = False) -> SignatoryList:
    return edition_lists.of_edition(scene.now, number)(undisclosed)


def lines(found: SignatoryList) -> list[str]:
    return [row.line for row in found.rows]


def test_it_holds_who_was_printed_and_counts_the_others(scene: Scene) -> None:
    scene.sign("Ivo", "Vzorek", consents=UNDISCLOSED, country="CZ")
    scene.close()
    found = of(scene)
    assert lines(found) == [
        "Łucja Ćwiklińska-Testowa, Member of the European Parliament (Renew, Poland)",
        "Ona Žemaitė-Testė, Member of the European Parliament (Renew, Lithuania)",
    ]
    assert (found.counted, found.edition, found.version, len(found.sha256)) == (1, 1, 1, 64)
    assert [(row.name, row.note) for row in of(scene, undisclosed=True).rows][1] == ("Ivo Vzorek", "Not disclosed")


def test_what_has_changed_since_changes_nothing_but_is_said(scene: Scene) -> None:
    scene.close()
    first, second = db.session.query(Signature).order_by(Signature.number).all()
    withdraw(first)
    change(second, name="Another Name", capacity="Somebody else", state="set_aside")
    found = of(scene)
    assert [(row.name, row.note) for row in found.rows] == [
        ("Łucja Ćwiklińska-Testowa", "Set aside since"),
        ("Ona Žemaitė-Testė", "Withdrawn since"),
    ]
    assert found.rows[0].capacity == "Member of the European Parliament"


def test_a_reopened_edition_has_no_list_and_neither_has_one_that_never_was(scene: Scene) -> None:
    scene.close()
    assert edition_lists.editions(scene.now) == [1]
    scene.reopen()
    assert edition_lists.editions(scene.now) == []
    for number in (1, 2):
        with pytest.raises(NotFound):
            of(scene, number)


def test_initials_are_printed_and_not_looked_up(app: Flask) -> None:
    appeal = Appeal()
    an_addressee(appeal.campaign)
    appeal.signed_by_head("Ona Testė", display=Display.INITIALS)
    with transaction():
        service.close(appeal.actor, appeal.campaign)
    (row,) = edition_lists.of_edition(appeal.campaign, 1)(True).rows
    assert (row.name, row.note) == ("O. T.", "Initials only")
    assert row.line == "O. T., Head of an organisation (Lithuania)"


def test_the_lines_of_a_lodged_edition_are_those_of_its_frozen_sheet(app: Flask) -> None:
    declaration = a_declaration()
    declaration.close()
    declaration.confirm()
    found = edition_lists.of_edition(declaration.now, 1)(False)
    assert found.parted.join(lines(found)) == get_lodging(declaration.now, 1).lines
