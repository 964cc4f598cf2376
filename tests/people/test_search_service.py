"""The index of names answers as a look at every single name would, and looks at few."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import event, select, text, true

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db, transaction
from petitions.people import candidates, common_words, queries, search_queries
from petitions.people.models import Mandate, Person
from petitions.people.names import Candidate, NameIndex
from tests.people import crowd

CROWD, ASKED = 1_200, 1_000


class Scan:
    """The answer by looking at everybody, as the search once did."""

    def __init__(self, country: str = "") -> None:
        query = select(Mandate.id, Person.given_name, Person.surname).join(Mandate.person)
        query = query.order_by(Person.filed_as, Person.id)
        rows = list(db.session.execute(query.where(Mandate.delegation == country) if country else query))
        self.ids = [row[0] for row in rows]
        self.index = NameIndex(Candidate(f"{place:06}", *row[1:]) for place, row in enumerate(rows))

    def __call__(self, asked: str) -> list[tuple[object, float, bool]]:
        hits = self.index.match(asked, unfinished=True)
        return [(self.ids[int(hit.candidate.ref)], hit.score, hit.sure) for hit in hits]


def indexed(asked: str, country: str = "") -> list[tuple[object, float, bool]]:
    hits = queries.search(COMMAND_LINE, text=asked, country=country)
    return [(hit.mandate.id, hit.score, hit.sure) for hit in hits]


@contextmanager
def plans() -> Iterator[list[str]]:
    """The plan of every statement that reads. Reading a small table whole is cheap, so PostgreSQL is told not to."""
    told: list[str] = []
    explain = "EXPLAIN QUERY PLAN "
    if db.engine.dialect.name == "postgresql":
        explain = "EXPLAIN "
        db.session.execute(text("SET LOCAL enable_seqscan = off"))

    def note(connection, cursor, statement, parameters, context, many) -> None:
        if statement.startswith("SELECT"):
            other = connection.connection.cursor()
            other.execute(explain + statement, parameters)
            told.extend(str(row[-1]) for row in other.fetchall())

    event.listen(db.engine, "before_cursor_execute", note)
    yield told
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def many(app: Flask) -> list[tuple[str, str]]:
    chance = random.Random(5)
    people = crowd.names(CROWD, chance)
    crowd.settle(people, chance)
    return people


def test_names_right_and_wrong_are_answered_as_by_looking_at_everybody(
    many: list[tuple[str, str]],
) -> None:
    chance, scan, german = random.Random(6), Scan(), Scan("DE")
    found = sure = 0
    for turn in range(ASKED):
        asked = crowd.misspelt(" ".join(chance.choice(many)), chance)
        hits = indexed(asked)
        if common_words.common(asked, true()) is not None:
            assert len(hits) > common_words.MANY, "words that hundreds bear are listed, not judged"
            continue
        assert hits == scan(asked), asked
        assert turn % 4 or indexed(asked, "DE") == german(asked), asked
        found, sure = found + bool(hits), sure + any(hit[2] for hit in hits)
    assert found > ASKED / 2
    assert sure > ASKED / 20


def test_no_search_for_a_name_reads_a_table_from_end_to_end(many: list[tuple[str, str]]) -> None:
    with plans() as told:
        for given, surname in many[:20]:
            for asked in (f"{given} {surname}", f"{given} {surname[:4]}", f"{surname}x"):
                indexed(asked)
    assert told
    assert [line for line in told if re.search(r"\bSCAN (persons|mandates|\w+_words|\w+_keys)|Seq Scan on", line)] == []


def test_a_page_without_words_is_cut_by_the_database(many: list[tuple[str, str]]) -> None:
    hits = search_queries.hits(COMMAND_LINE, country="DE")
    assert len(hits) == len(queries.search(COMMAND_LINE, country="DE")) > 100
    assert [hit.person.id for hit in hits[50:100]] == [hit.person.id for hit in list(hits)[50:100]]
    assert len({id(thing) for thing in db.session if isinstance(thing, Person)}) <= len(hits)


def renamed(person: Person, given_name: str, surname: str) -> None:
    with transaction():
        person.given_name, person.surname = given_name, surname


def test_a_person_is_found_under_the_new_name_and_no_more_under_the_old(app: Flask) -> None:
    actor: Actor = COMMAND_LINE
    crowd.settle([("Marta", "ÅKERBLAD")], random.Random(1))
    person = queries.search(actor, text="akerblad")[0].person
    renamed(person, "Marta", "NORDQUIST")
    assert queries.search(actor, text="akerblad") == []
    assert [hit.person.id for hit in queries.search(actor, text="nordkwist")] == [person.id]
    assert person.filed_as == "nordquist\tmarta"


def test_a_word_of_somebody_else_who_is_not_among_those_found_makes_doubt(app: Flask) -> None:
    crowd.settle([("Katharina", "BLOM")], random.Random(1))
    assert indexed("Catarina Blom")[0][2], "nobody else bears that very word"
    crowd.settle([("Catarina", "FELT")], random.Random(1))
    assert not indexed("Catarina Blom")[0][2]
    assert indexed("Katharina Blom")[0][2]


def test_postgresql_plans_a_search_for_its_own_words_and_nothing_after_it(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite plans every statement anew")
    indexed("von")
    assert db.session.scalar(text("SHOW plan_cache_mode")) == "force_custom_plan"
    db.session.rollback()
    assert db.session.scalar(text("SHOW plan_cache_mode")) == "auto"


def test_one_word_that_hundreds_bear_gives_a_list_by_surname_a_page_at_a_time(app: Flask) -> None:
    chance = random.Random(7)
    people = [("Nal", "QUIST")] + [
        (f"Nal{'abcdefghij'[number % 10]}", name)
        for number, (_, name) in enumerate(crowd.names(common_words.MANY, chance))
    ]
    crowd.settle(people, chance)
    found = search_queries.hits(COMMAND_LINE, text="nal")
    assert len(found) == common_words.MANY + 1
    assert [hit.person.name for hit in found[:1]] == ["Nal QUIST"]
    assert not any(hit.sure for hit in found)
    filed = [hit.person.filed_as for hit in found[1:]]
    assert filed == sorted(filed)
    assert [hit.person.id for hit in found[50:100]] == [hit.person.id for hit in list(found)[50:100]]
    assert len(search_queries.hits(COMMAND_LINE, text="nal", country="DE")) < common_words.MANY


def test_of_a_list_without_end_the_first_are_told(app: Flask) -> None:
    chance = random.Random(7)
    crowd.settle([("Nalani Nalina", name) for _, name in crowd.names(common_words.MOST + 50, chance)], chance)
    assert len(search_queries.hits(COMMAND_LINE, text="n")) == common_words.MOST
    assert len(search_queries.hits(COMMAND_LINE, text="n")[common_words.MOST - 1 :]) == 1


def test_two_words_that_hundreds_bear_together_give_a_list_too_and_a_third_one_judges_again(app: Flask) -> None:
    chance = random.Random(7)
    crowd.settle([("Nal-Ori", name) for _, name in crowd.names(common_words.MANY + 5, chance)], chance)
    crowd.settle([("Nal", "SKUVAST"), ("Nal-Ori", "ZYMANTOR")], chance)
    found = search_queries.hits(COMMAND_LINE, text="ori nal")
    assert len(found) == common_words.MANY + 6
    assert "Nal SKUVAST" not in [hit.person.name for hit in found]
    assert not any(hit.sure for hit in found)
    assert [hit.person.surname for hit in search_queries.hits(COMMAND_LINE, text="nal ori zymantor")] == ["ZYMANTOR"]


def test_a_beginning_that_only_sounds_so_means_nobody_once_too_many_words_do(app: Flask) -> None:
    chance = random.Random(7)
    surnames = [f"JAR{''.join(two).upper()}" for two in product(crowd.PARTS, repeat=2)]
    people = [("Nal", surname) for surname in surnames[1 : candidates.MANY_ALIKE]]
    crowd.settle([*people, ("Nal", "JARRAWAY")], chance)
    assert len(indexed("jarr")) == candidates.MANY_ALIKE
    crowd.settle([("Nal", surnames[0])], chance)
    assert [hit.person.surname for hit in search_queries.hits(COMMAND_LINE, text="jarr")] == ["JARRAWAY"]
    more = [hit.person.surname for hit in search_queries.hits(COMMAND_LINE, text="jarmma")]
    assert len(more) == len(crowd.PARTS), "a letter more, and few enough sound so again"
    assert all(surname.startswith("JARMA") for surname in more)
