"""The states of an organisation's request to sign, and the steps between them."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands. Unconfirmed: the code has not come back from its address."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"


R = RequestState

REQUEST_STEPS: dict[RequestState, frozenset[RequestState]] = {
    R.UNCONFIRMED: frozenset({R.WAITING}),
    R.WAITING: frozenset({R.ADMITTED, R.REFUSED}),
    R.ADMITTED: frozenset(),
    R.REFUSED: frozenset(),
}


def may_become(before: str, after: RequestState) -> bool:
    """Whether a request's state leads on to the other."""
    return after in REQUEST_STEPS[RequestState(before)]
