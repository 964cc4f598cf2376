"""Importing a list of organisations, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import StalePage
from petitions.people.organisations import queries
from petitions.people.organisations.list_import import Imported, import_list
from petitions.people.organisations.list_judging import Verdict, fingerprint, judge
from petitions.people.organisations.lists import read_list
from petitions.people.organisations.models import RegisteredOrganisation
from tests.factories import a_user, acting, an_organisation
from tests.people.organisations.registered import an_ngo
from tests.support.khasenov import organisations

LIST = "Meridian Bridge Legal Aid (MBLA), Estonia\nZholdas, Kazakhstan\nMeridian Bridge Legal Aide\nAtlantis <b>\n"


@pytest.fixture
def actor(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


def imported(actor: Actor, text: str, **more: object) -> Imported:
    with transaction():
        return import_list(actor, text, **more)  # type: ignore[arg-type]


def count(table: type) -> int | None:
    return db.session.scalar(select(func.count()).select_from(table))


def test_new_ones_are_taken_and_doubtful_ones_only_when_a_person_says_so(actor: Actor) -> None:
    done = imported(actor, LIST)
    assert [one.title for one in done.taken] == ["Meridian Bridge Legal Aid", "Zholdas"]
    assert (done.count(Verdict.DOUBTFUL), done.count(Verdict.UNREADABLE)) == (1, 1)
    more = imported(actor, LIST, also={1, 3, 4})
    assert [one.title for one in more.taken] == ["Meridian Bridge Legal Aide"]


def test_the_same_list_twice_changes_nothing(actor: Actor) -> None:
    imported(actor, LIST)
    before = count(RegisteredOrganisation), count(AuditEvent)
    again = imported(actor, LIST)
    assert again.taken == []
    assert again.count(Verdict.KNOWN) == 2
    assert (count(RegisteredOrganisation), count(AuditEvent)) == before


def test_the_real_list_of_the_report_is_taken_once(actor: Actor) -> None:
    columns = ("name", "abbr", "country", "head", "kind")
    text = "\n".join([";".join(columns), *(";".join(o.get(c, "") for c in columns) for o in organisations())])
    assert len(imported(actor, text).taken) == 16
    assert imported(actor, text).taken == []
    kibhr = queries.search(actor, text="kibhr")[0]
    assert (kibhr.abbreviation, kibhr.country) == ("KIBHR", "KZ")
    assert queries.search(actor, text="odf")[0].heads[0].title == "President"


def test_what_the_server_knows_is_known_to_all_and_not_taken_again(actor: Actor) -> None:
    imported(COMMAND_LINE, LIST)
    assert imported(actor, LIST).taken == []


def test_another_organisations_register_plays_no_part(actor: Actor) -> None:
    imported(acting(a_user(an_organisation("Beacon"))), LIST)
    assert len(imported(actor, LIST).taken) == 2


def test_an_import_is_refused_when_the_register_changed_since_it_was_shown(actor: Actor) -> None:
    seen = fingerprint(judge(read_list(LIST), queries.on_file(actor)))
    an_ngo(actor, "Zholdas")
    with pytest.raises(StalePage):
        imported(actor, LIST, seen=seen)
    assert count(RegisteredOrganisation) == 1
    assert len(imported(actor, LIST, seen=fingerprint(judge(read_list(LIST), queries.on_file(actor)))).taken) == 1
