"""Which domains tell one organisation from another."""

import pytest
from flask import Flask

from petitions.people.organisations.domains import UnfitDomain, own_domain, own_domains, printed


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("lantern.example", "lantern.example"),
        (" Lantern.Example. ", "lantern.example"),
        ("https://www.lantern.example/about?x=1", "lantern.example"),
        ("office@lantern.example", "lantern.example"),
        ("lantern.example:8080", "lantern.example"),
        ("пример.example", "xn--e1afmkfd.example"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_domain_is_kept_in_one_form_however_it_is_typed(app: Flask, typed: str, domain: str) -> None:
    assert own_domain(typed) == domain


@pytest.mark.parametrize(
    "typed",
    ["gmail.com", "GMail.com", "yahoo.co.uk", "yandex.kz", "mail.ru", "https://facebook.com/lantern", "x.blogspot.com"],
)
def test_a_domain_that_everybody_shares_is_refused(app: Flask, typed: str) -> None:
    with pytest.raises(UnfitDomain, match="open to everybody"):
        own_domain(typed)


@pytest.mark.parametrize(
    "typed", ["", "lantern", "127.0.0.1", "http://[::1", "a b", "-x-.example", "<b>.example", "x" * 300 + ".example"]
)
def test_what_is_no_domain_is_refused(app: Flask, typed: str) -> None:
    with pytest.raises(UnfitDomain, match="is no domain"):
        own_domain(typed)


def test_several_domains_are_kept_each_once_and_in_order(app: Flask) -> None:
    assert own_domains("b.example, a.example;b.example\nwww.a.example") == ("b.example", "a.example")
    with pytest.raises(UnfitDomain, match="at most 10"):
        own_domains(" ".join(f"d{number}.example" for number in range(11)))


def test_a_domain_in_other_letters_is_shown_as_read_and_as_sent() -> None:
    assert printed("lantern.example") == "lantern.example"
    assert printed("xn--e1afmkfd.example") == "пример.example (xn--e1afmkfd.example)"
