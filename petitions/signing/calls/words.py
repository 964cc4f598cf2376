"""Requests in words, for organisers; and what those who follow a call are told alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.core.countries import country_name
from petitions.signing.calls.models import CallRequest
from petitions.signing.calls.states import RequestState

STATES = {
    RequestState.UNCONFIRMED: (_l("not confirmed"), "quiet"),
    RequestState.WAITING: (_l("waits for you"), "wait"),
    RequestState.ADMITTED: (_l("admitted"), "done"),
    RequestState.REFUSED: (_l("refused"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request as a list shows one."""

    id: UUID
    organisation: str
    country: str
    through: str
    confirmed_at: datetime | None
    state: str
    tone: str
    waits: bool
    decided_by: str
    because: str


def rows(requests: Iterable[CallRequest]) -> list[Row]:
    """The requests as a list shows them."""
    return [_row(one) for one in requests]


def _row(one: CallRequest) -> Row:
    word, tone = STATES[RequestState(one.state)]
    through = f"{one.name}, {one.capacity}"
    return Row(
        id=one.id,
        organisation=one.organisation,
        country=country_name(one.country),
        through=_("%(who)s, in person as its head", who=through) if one.as_head else through,
        confirmed_at=one.confirmed_at,
        state=str(word),
        tone=tone,
        waits=one.state == RequestState.WAITING,
        decided_by=one.decided_by,
        because=one.refused_because,
    )


def refused_code() -> str:
    """What is said of digits that let nobody in: the same whatever is known of the name or the address."""
    return _(
        "These are not the digits of the newest mail, or they have run out. Compare them, or ask for another mail."
    )
