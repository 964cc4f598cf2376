"""Whoever fills in the public form learns nothing about an address: not by words, status, headers or cookies."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from petitions.core.db import db
from petitions.core.limits.rules import PUBLIC_FORM
from petitions.people.models import Person
from tests.factories import a_member, a_user, an_invitation, an_organisation
from tests.signing.clusters.crowd import crowd, work
from tests.signing.supporters.petition import Petition, ask, sign
from tests.support.answers import told, weight
from tests.support.toll import asking_for_work, challenge_in, solution_of

TIMES = int(PUBLIC_FORM.whom.split()[0])
SLACK = 24


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that counts, and asks for little work."""
    with asking_for_work(make_app, monkeypatch) as app:
        yield app


@pytest.fixture
def known(petition: Petition) -> dict[str, str]:
    """Addresses that the server knows, each in another way, and one that it does not."""
    for name in ("signed", "asking"):
        ask(petition.campaign, f"{name}@inbox.example")
    sign("signed@inbox.example")
    member = a_member()
    an_invitation(petition.campaign, member)
    colleague = a_user(an_organisation("Other"))
    alike = [f"{name}@inbox.example" for name in ("waits", "w.aits", "waits+1")]
    crowd(petition.campaign, len(alike), addresses=alike)
    work()
    return {
        "waits for a look": alike[0],
        "signed": "signed@inbox.example",
        "asked": "asking@inbox.example",
        "on a roster": db.session.get_one(Person, member.id).addresses[0].address,
        "a colleague": colleague.email,
        "new": "nobody@inbox.example",
    }


def every_answer(app: Flask, form: str, address: str) -> list[TestResponse]:
    """All that can be sent about one address, up to the page that says to wait."""
    phone = app.test_client()
    typed = {"name": "Bea Example", "address": address, "country": "LT"}

    def send() -> TestResponse:
        return phone.post(form, data={**typed, "work": solution_of(challenge_in(phone.get(form).text))})

    answers = [phone.post(form, data=typed), phone.post(form, data={**typed, "country": ""}), send()]
    answers += [phone.get(f"{form}/code"), phone.post(f"{form}/code", data={"code": "000000"})]
    answers += [phone.post(f"{form}/again"), phone.get(f"{form}/code")]
    answers += [phone.post(f"{form}/code", data={"code": "000000"}) for _ in range(6)]
    return [*answers, *(send() for _ in range(TIMES))]


def test_every_answer_is_the_same_for_every_address(app: Flask, petition: Petition, known: dict[str, str]) -> None:
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    answers = {name: every_answer(app, form, address) for name, address in known.items()}
    plain = {name: [told(answer, known[name]) for answer in given] for name, given in answers.items()}
    assert [status for status, *_rest in plain["new"][:3]] == [200, 200, 303]
    assert plain["new"][-1][0] == 429
    for name, given in plain.items():
        assert given == plain["new"], name


def test_cookies_weigh_as_much_for_every_address(app: Flask, petition: Petition, known: dict[str, str]) -> None:
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    weighed = {name: list(map(weight, every_answer(app, form, address))) for name, address in known.items()}
    for name, weights in weighed.items():
        longer = 2 * abs(len(known[name]) - len(known["new"]))
        assert all(abs(one - other) <= SLACK + longer for one, other in zip(weights, weighed["new"], strict=True)), name
