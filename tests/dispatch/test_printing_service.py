"""What a letter prints of each signatory, and in which order, is what the instrument's data says."""

import pytest
from flask import Flask

from petitions.campaigns.instruments import load
from petitions.core.clock import today
from petitions.dispatch import letters
from petitions.drafting import queries as drafting
from petitions.signing import queries as signing
from petitions.signing.ordering import in_order
from tests.dispatch.scene import Scene, a_scene, change
from tests.support.pdf import words_of

CAPACITY = "Member of the European Parliament"


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene(signed=False)


def printed(scene: Scene, instrument: str) -> str:
    """The text of the letter of the closed edition, were it of this instrument."""
    edition = scene.close()
    change(scene.campaign, instrument=instrument)
    version = drafting.by_id(edition.version_id)
    return words_of(letters.render(scene.now, version, edition, scene.offices, today()))


def test_a_letter_of_members_prints_capacity_group_and_country(scene: Scene) -> None:
    scene.sign("Ona", "Žemaitė-Testė")
    text = printed(scene, "mep_letter")
    assert all(part in text for part in ("Ona Žemaitė-Testė", CAPACITY, "Renew", "Lithuania"))


def test_a_part_that_the_instrument_does_not_name_is_left_out(scene: Scene) -> None:
    scene.sign("Ona", "Žemaitė-Testė")
    text = printed(scene, "public_petition")
    assert all(part in text for part in ("Ona Žemaitė-Testė", "Lithuania"))
    assert CAPACITY not in text.split("Ona Žemaitė-Testė")[1].split("1 Member")[0]
    assert "Renew" not in text


def test_a_disclaimer_stands_on_what_is_printed(scene: Scene) -> None:
    scene.sign("Ona", "Žemaitė-Testė")
    assert load("pace_declaration").disclaimer in printed(scene, "pace_declaration")


def test_names_stand_by_surname_or_as_they_signed(scene: Scene) -> None:
    for name in ("Žalas", "Adams", "Mayer"):
        scene.sign("Ona", name)
    signed = signing.in_force(scene.now)
    by_surname = in_order(load("mep_letter"), signed, "en")
    by_time = in_order(load("public_petition"), signed, "en")
    assert [signature.surname for signature in by_surname] == ["Adams", "Mayer", "Žalas"]
    assert [signature.surname for signature in by_time] == ["Žalas", "Adams", "Mayer"]
