"""The verb for rows that wait: a person takes or refuses them, once, with a reason."""

import json
from collections.abc import Sequence

from flask_babel import gettext as _

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.people import policy
from petitions.people.addressing import AddressSource, register_address
from petitions.people.bodies import bodies
from petitions.people.committees import keeping as seats
from petitions.people.judging import Finding, judge
from petitions.people.models import Person, Roster, RowDecision, WaitingRow
from petitions.people.reasons import Reason
from petitions.people.register import Register
from petitions.people.rosters import RosterRow

# Without these nobody knows who is meant, or in which seat: the row has to be corrected first.
UNTAKEABLE = frozenset(
    {Reason.NO_ID, Reason.BAD_ID, Reason.NO_NAME, Reason.BAD_NAME, Reason.UNKNOWN_COUNTRY, Reason.UNKNOWN_GROUP}
    | {Reason.BAD_DATE, Reason.MEMBER_TWICE}
)
NO_ADDRESS_TO_PROPOSE = frozenset({Reason.NO_ADDRESS, Reason.MALFORMED_ADDRESS})


class CannotBeTaken(DomainError):
    """The row doesn't say who is meant, or in which seat."""


def decide_rows(
    actor: Actor,
    roster: Roster,
    rows: Sequence[WaitingRow],
    decision: RowDecision,
    because: str,
    *,
    with_address: bool = False,
) -> None:
    """Take or refuse rows of a roster. A row taken gives its mandate, and *proposes* its address to a second organiser.

    On the server's register its operator decides, and has no second one: there `with_address` takes the address too.
    Raises `NotYourRegister`, `InvalidTransition` for a row decided before, or `CannotBeTaken`; nothing changes then.
    """
    policy.require_decider(actor, roster)
    register = Register(roster.organisation_id, roster.body)
    locked(roster)
    for row in rows:
        require_open(row)
        if decision is RowDecision.TAKEN:
            _take(actor, register, roster, row, because, with_address=with_address)
        decided(roster, row, decision, because, actor.label)
        told = {"with": "address"} if with_address else {}
        details = {"line": row.line, "reason": because, **told}
        audit.record(actor, _ACTIONS[decision], roster, row.label, details=details)
    db.session.flush()


_ACTIONS = {RowDecision.TAKEN: "row:take", RowDecision.REFUSED: "row:refuse"}


def require_open(row: WaitingRow) -> None:
    """Lock the row. Raise `InvalidTransition` where it was decided before."""
    locked(row)
    if not row.is_open:
        raise InvalidTransition(_("Line %(line)s was decided before. Nothing was changed.", line=row.line))


def decided(roster: Roster, row: WaitingRow, decision: RowDecision, because: str, by: str) -> None:
    """Note the decision on the row, and count it on its roster."""
    row.decision, row.decided_at = decision, now()
    row.decided_by, row.decided_because = by, because
    roster.waiting_count -= 1
    roster.taken_count += decision is RowDecision.TAKEN


def take_address(register: Register, person: Person, finding: Finding, roster: Roster) -> None:
    """Believe the address of a row on the server's register, because its operator says so.

    Raises `CannotBeTaken` where there is none, and elsewhere: there a second organiser confirms.
    """
    unusable = {trouble.reason for trouble in finding.troubles} & NO_ADDRESS_TO_PROPOSE
    if roster.organisation_id is not None or not finding.address or unusable:
        raise CannotBeTaken(_("There is no address on this row that could be taken with it."))
    register.take_address(person, finding, roster)


def propose(actor: Actor, person: Person, finding: Finding, source: AddressSource) -> None:
    """Propose the row's address to a second organiser, unless there is none, or it is known or waits already."""
    if {trouble.reason for trouble in finding.troubles} & NO_ADDRESS_TO_PROPOSE:
        return
    known = any(address.is_proposed for address in person.addresses)
    same = person.address is not None and person.address.address == finding.address
    if finding.address and not known and not same:
        register_address(actor, person, finding.address, source)


def list_source(roster: Roster, line: int, because: str) -> AddressSource:
    """Where the address of a row was read: in that file, taken for that reason. The body vouches for no word of it."""
    page = _("“%(file)s”, line %(line)s: %(why)s", file=roster.filename, line=line, why=because)
    return AddressSource(page, roster.as_of, roster.filename)


def _take(
    actor: Actor, register: Register, roster: Roster, row: WaitingRow, because: str, *, with_address: bool
) -> None:
    why = {Reason(reason) for reason in row.reason.split(",")}
    if why & UNTAKEABLE:
        raise CannotBeTaken(
            _("Line %(line)s doesn’t say who sits in which seat. Correct it, or mend the file.", line=row.line)
        )
    (finding,) = judge([RosterRow(**json.loads(row.row)["row"])], bodies()[roster.body], roster.as_of)
    person = register.take_mandate(finding, roster)
    db.session.flush()
    seats.keep_anew(roster, person, finding.row)
    if with_address:
        take_address(register, person, finding, roster)
    elif roster.organisation_id is not None:
        propose(actor, person, finding, list_source(roster, row.line, because))
