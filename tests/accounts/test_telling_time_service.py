"""Whoever types an address to sign in learns nothing about it by how long the answer takes."""

from collections.abc import Callable

from flask import Flask

from petitions.accounts.codes import WRONG_TRIES
from tests.accounts.scene import ask, enter
from tests.factories import a_user, an_organisation
from tests.support.answers import ROUNDS, ratio


def test_asking_takes_as_long_for_a_colleague_as_for_nobody(app: Flask) -> None:
    organisation = an_organisation()
    colleagues = [a_user(organisation, name=f"Ada {number}").email for number in range(ROUNDS)]
    strangers = [f"nobody-{number}@ngo.example" for number in range(ROUNDS)]

    def asking(address: str) -> Callable[[], object]:
        browser = app.test_client()
        return lambda: ask(browser, address)

    assert ratio([asking(address) for address in colleagues], [asking(address) for address in strangers]) < 2


def test_a_wrong_code_takes_as_long_for_a_colleague_as_for_nobody(app: Flask) -> None:
    organisation = an_organisation()

    def typing(address: str) -> Callable[[], object]:
        browser = app.test_client()
        ask(browser, address)
        return lambda: enter(browser, "000000")

    colleagues = [typing(a_user(organisation, name=f"Ada {number}").email) for number in range(ROUNDS)]
    strangers = [typing(f"nobody-{number}@ngo.example") for number in range(ROUNDS)]
    assert ratio(colleagues, strangers) < 2


def test_a_code_that_is_used_up_takes_as_long_as_one_that_never_was(app: Flask) -> None:
    organisation = an_organisation()

    def typing(address: str) -> Callable[[], object]:
        browser = app.test_client()
        ask(browser, address)
        for _ in range(WRONG_TRIES):
            enter(browser, "000000")
        return lambda: enter(browser, "000000")

    few = range(ROUNDS // 2)
    colleagues = [typing(a_user(organisation, name=f"Ada {number}").email) for number in few]
    assert ratio(colleagues, [typing(f"nobody-{number}@ngo.example") for number in few]) < 2
