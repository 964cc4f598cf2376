"""Whoever fills in the public form learns nothing about an address by how long the answer takes."""

from collections.abc import Callable

from flask import Flask

from tests.signing.supporters.petition import Petition, ask, sign
from tests.support.answers import ROUNDS, ratio

FEW = range(ROUNDS // 3)


def sending(app: Flask, petition: Petition, address: str) -> Callable[[], object]:
    """Send the form with this address, from a browser of its own."""
    phone = app.test_client()
    typed = {"name": "Bea Example", "address": address, "country": "LT"}
    return lambda: phone.post(f"/en/campaigns/{petition.campaign.slug}/sign", data=typed)


def typing(app: Flask, petition: Petition, address: str) -> Callable[[], object]:
    """Type a wrong code for this address, where the form was sent before."""
    phone = app.test_client()
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    phone.post(form, data={"name": "Bea Example", "address": address, "country": "LT"})
    return lambda: phone.post(f"{form}/code", data={"code": "000000"})


def test_asking_takes_as_long_for_who_asked_before_as_for_who_is_new(app: Flask, petition: Petition) -> None:
    known = [f"asked-{number}@inbox.example" for number in range(ROUNDS)]
    for address in known:
        ask(petition.campaign, address, browser="laptop")
    new = [f"new-{number}@inbox.example" for number in range(ROUNDS)]
    sent = ([sending(app, petition, address) for address in addresses] for addresses in (known, new))
    assert ratio(*sent) < 2


def test_asking_and_typing_take_as_long_for_who_has_signed(app: Flask, petition: Petition) -> None:
    signed = [f"signed-{number}@inbox.example" for number in FEW]
    for address in signed:
        ask(petition.campaign, address)
        sign(address)
    new = [f"new-{number}@inbox.example" for number in FEW]
    for act in (sending, typing):
        done = ([act(app, petition, address) for address in addresses] for addresses in (signed, new))
        assert ratio(*done) < 2
