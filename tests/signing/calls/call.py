"""A campaign with an open call, and those who follow it. All names are invented."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing.calls import admitting, members, opening, requesting
from petitions.signing.calls.admitting import Admission
from petitions.signing.calls.models import CallRequest
from petitions.signing.calls.requesting import Wanted
from petitions.signing.models import Invitation
from tests.factories import changed, saved
from tests.signing.appeal import Appeal
from tests.signing.scene import Desk
from tests.support.mailbox import code_for

PIA = "pia@harbour.example"
WANTED = Wanted(
    organisation="Harbour Watch",
    country="LT",
    website="https://harbour.example",
    name="Pia Example",
    capacity="Director",
    evidence="By its statutes the director represents the organisation alone.",
    source="harbour.example/statutes, article 12",
    email=PIA,
    language="en",
)
NOT_TYPED = {"email", "language", "as_head"}
TYPED = {field: getattr(WANTED, field) for field in WANTED.__dataclass_fields__ if field not in NOT_TYPED}
TYPED["address"] = PIA


def open_call(desk: Desk) -> None:
    """The organiser opens the call."""
    with transaction():
        opening.open_call(desk.actor, anew(desk.campaign))


def end_call(desk: Desk) -> None:
    """The organiser ends the call."""
    with transaction():
        opening.end_call(desk.actor, anew(desk.campaign))


def anew(campaign: Campaign) -> Campaign:
    """The campaign in this session."""
    return db.session.get_one(Campaign, campaign.id)


def choose(campaign: Campaign, person_id: UUID, browser: str = "phone") -> None:
    """Somebody chooses the name in this browser."""
    with transaction():
        members.ask(anew(campaign), person_id, browser)


def type_digits(campaign: Campaign, person_id: UUID, digits: str, browser: str = "phone") -> Invitation | None:
    """Somebody types these digits for the name."""
    with transaction():
        return members.check(anew(campaign), person_id, browser, digits)


def ask(campaign: Campaign, browser: str = "laptop", **other: Any) -> Wanted:
    """Send the form of organisations."""
    wanted = replace(WANTED, **other)
    with transaction():
        requesting.ask(anew(campaign), wanted, browser)
    return wanted


def confirm(campaign: Campaign, wanted: Wanted = WANTED, digits: str = "", browser: str = "laptop"):
    """Type the code from the mailbox, or these digits."""
    typed = digits or code_for(wanted.email)
    with transaction():
        return requesting.confirm(anew(campaign), wanted.email, wanted.words_id, browser, typed)


def waiting(appeal: Appeal, **other: Any) -> CallRequest:
    """A request that waits for an organiser."""
    request = confirm(appeal.campaign, ask(appeal.campaign, **other))
    assert request is not None
    return request


def admit(appeal: Appeal, request: CallRequest, **admission: object) -> Invitation:
    """The organiser admits the request."""
    with transaction():
        return admitting.admit(appeal.actor, request, Admission(**{"registered": None, **admission}))


def a_request(campaign: Campaign) -> CallRequest:
    """A request that waits, as it is stored."""
    fields = {name: value for name, value in TYPED.items() if name != "address"}
    moment = now()
    return saved(
        CallRequest(
            campaign_id=campaign.id,
            email=PIA,
            language="en",
            asked_at=moment,
            confirmed_at=moment,
            state="waiting",
            **fields,
        )
    )


def places(campaign: Campaign) -> dict[str, dict[str, object]]:
    """The values that lead to every page of the call, by endpoint; the campaign becomes an appeal with a request."""
    changed(campaign, instrument="ngo_appeal")
    asked = a_request(campaign)
    desk = ("call", "open_call", "end_call", "admit_request", "refuse_request")
    public = ("call_organisation", "call_organisation_again", "call_organisation_code", "call_received")
    return {
        **{f"signing.{page}": {"campaign_id": campaign.id, "asked_id": asked.id} for page in desk},
        **{f"signing.{page}": {"slug": campaign.slug} for page in public},
    }
