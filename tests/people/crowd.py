"""A crowd of invented people, with names that are near to one another, and the ways in which names get misspelt."""

import random
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy import insert

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.people.models import Mandate, Person, Roster
from petitions.people.name_keeping import keep
from petitions.people.name_tables import filed_as

GIVEN = "Maria Marta Mårta Jan Johan Jean-Luc Nacho Ivan Iwan Hanna Hannah Viola Frank Otto-Emil Katharina".split()
PARTS = "ma kra tes lin dov bor sen ska kha ren ova qui sch mül øst thu vel rig nor dal pet zim wol jar".split()
PARTICLES = ("von ", "VAN DER ", "de ", "d’", "IN 'T ")
COUNTRIES, GROUPS = ("SE", "DE", "NL", "LT"), ("EPP", "Renew", "S&D")
BODY = "european_parliament"
DAY = date(2025, 3, 1)


def names(count: int, chance: random.Random) -> list[tuple[str, str]]:
    """So many given names and surnames; a surname of two to four syllables, some double, some with a particle."""
    return [(chance.choice(GIVEN) + _second(chance), _surname(chance)) for _ in range(count)]


def settle(people: Sequence[tuple[str, str]], chance: random.Random) -> None:
    """Put them on the server's register, each with one mandate, in a few statements."""
    digest = sha256(repr(people).encode()).hexdigest()
    counted = dict.fromkeys(("row_count", "taken_count", "waiting_count"), 0)
    with transaction() as session:
        roster = Roster(body=BODY, as_of=DAY, filename="crowd.csv", sha256=digest, addresses_rewritten=True, **counted)
        roster.imported_at, roster.imported_by = now(), "a test"
        session.add(roster)
        session.flush()
        persons = [Person(given_name=given, surname=surname) for given, surname in people]
        session.execute(insert(Person), [_columns(person) for person in persons])
        seats = [_seat(person, roster, chance) for person in persons]
        session.execute(insert(Mandate), seats)
        keep(session, {person.id: (person.given_name, person.surname) for person in persons})
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def misspelt(name: str, chance: random.Random) -> str:
    """The name as somebody may type it: words left out, turned round, cut short, or with wrong letters."""
    words = name.split()
    chance.shuffle(words)
    words = words[: chance.randint(1, len(words))]
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        place = chance.randrange(len(words))
        words[place] = _changed(words[place], chance)
    return " ".join(words)


def typed(name: tuple[str, str], chance: random.Random) -> str:
    """A whole name, one time in three with a wrong letter in the surname."""
    given, surname = name
    return f"{given} {_changed(surname, chance) if chance.random() < 1 / 3 else surname}"


def _changed(word: str, chance: random.Random) -> str:
    place, letter = chance.randrange(len(word)), chance.choice("aeioukhsz")
    cut, swapped = word[: max(1, place)], word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    wrong, more, less = (
        word[:place] + letter + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[1:] or word,
    )
    return chance.choice((cut, swapped, wrong, more, less, word[:1]))


def _second(chance: random.Random) -> str:
    return f" {chance.choice(GIVEN)}" if chance.random() < 0.15 else ""


def _surname(chance: random.Random) -> str:
    surname = "".join(chance.choices(PARTS, k=chance.choice((2, 3, 3, 4)))).upper()
    double = f"-{''.join(chance.choices(PARTS, k=2)).upper()}" if chance.random() < 0.15 else ""
    particle = chance.choice(PARTICLES) if chance.random() < 0.15 else ""
    return f"{particle}{surname}{double}"


def _columns(person: Person) -> dict[str, object]:
    filed = filed_as(person.given_name, person.surname)
    return {"id": person.id, "given_name": person.given_name, "surname": person.surname, "filed_as": filed}


def _seat(person: Person, roster: Roster, chance: random.Random) -> dict[str, object]:
    seat = Mandate(person_id=person.id, roster_id=roster.id, body=BODY, member_id=person.id.hex)
    return {
        **{name: getattr(seat, name) for name in ("id", "person_id", "roster_id", "body", "member_id")},
        "delegation": chance.choice(COUNTRIES),
        "group_code": chance.choice(GROUPS),
        "first_seen": DAY,
        "last_seen": DAY,
    }
