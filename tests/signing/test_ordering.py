"""Signatories stand in the order in which a reader of the letter's language would look for them."""

from typing import NamedTuple

import pytest

from petitions.signing.ordering import order_signatories


class Signer(NamedTuple):
    ref: int
    surname: str
    name: str


def signers(*surnames):
    return [Signer(ref, surname, f"Test {surname}") for ref, surname in enumerate(surnames)]


@pytest.mark.parametrize(
    ("language", "surnames"),
    [
        ("lt", ["Cepas", "Cibas", "Čepas", "Yla", "Ilgas", "Jonaitė", "Sūna", "Šapa", "Zuma", "Žala"]),
        ("pl", ["Czas", "Ćma", "Luz", "Lwow", "Łan", "Maj", "Sum", "Śnieg", "Zawada", "Źreb", "Żak"]),
        ("de", ["Adam", "Ahn", "Ähn", "Azn", "Mueller", "Müller", "Zorn"]),
        ("sv", ["Adam", "Zorn", "Åberg", "Ähn", "Öman"]),
        ("cs", ["Cibulka", "Čapek", "Hora", "Chalupa", "Ivan", "Zima", "Žák"]),
        ("uk", ["Гнат", "Ґава", "Ева", "Єва", "Ива", "Іва", "Їжак", "Яна"]),
        ("kk", ["Абаев", "Әбілов", "Касым", "Қасым", "Нұр", "Ңұр", "Ыбырай", "Іңкәр"]),
        ("en", ["de Boer", "Dean", "O’Neil", "Oz", "Zala", "Žalas", "Zalb"]),
    ],
)
def test_surnames_are_sorted_as_the_language_sorts_them(language, surnames):
    shuffled = signers(*sorted(surnames, reverse=True))
    assert [signer.surname for signer in order_signatories(shuffled, [], language)] == surnames


def test_initiators_come_first_as_they_were_given():
    people = signers("Adam", "Boer", "Cepas", "Daan")
    ordered = order_signatories(people, [3, 99, 1], "en")
    assert [signer.surname for signer in ordered] == ["Daan", "Boer", "Adam", "Cepas"]


def test_people_of_one_surname_are_sorted_by_their_whole_name():
    people = [Signer(1, "Žala", "Žiba Žala"), Signer(2, "Žala", "Ąna Žala"), Signer(3, "Žala", "Ana Žala")]
    assert [signer.ref for signer in order_signatories(people, [], "lt")] == [3, 2, 1]


def test_the_order_does_not_depend_on_who_signed_first():
    people = signers("Žala", "Ähn", "Ó Test", "van Test", "Łan")
    assert order_signatories(people, [], "en") == order_signatories(people[::-1], [], "en")


def test_an_unknown_language_still_has_an_order():
    assert [s.surname for s in order_signatories(signers("Zala", "Ähn", "Boer"), [], "xx")] == ["Ähn", "Boer", "Zala"]
