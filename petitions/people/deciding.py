"""The verb for rows that wait: a person takes or refuses them, once, with a reason."""

import json
from collections.abc import Sequence

from flask_babel import gettext as _

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.people.addressing import AddressSource, NotYourRegister, register_address
from petitions.people.bodies import bodies
from petitions.people.judging import Finding, judge
from petitions.people.models import Person, Roster, RowDecision, WaitingRow
from petitions.people.reasons import Reason
from petitions.people.register import Register
from petitions.people.rosters import RosterRow
from petitions.people.words import provenance

# Without these nobody knows who is meant, or in which seat: the file has to be mended and imported anew.
UNTAKEABLE = frozenset(
    {Reason.NO_ID, Reason.BAD_ID, Reason.NO_NAME, Reason.BAD_NAME, Reason.UNKNOWN_COUNTRY, Reason.UNKNOWN_GROUP}
    | {Reason.BAD_DATE, Reason.MEMBER_TWICE}
)
_NO_ADDRESS_TO_PROPOSE = frozenset({Reason.NO_ADDRESS, Reason.MALFORMED_ADDRESS})


class CannotBeTaken(DomainError):
    """The row doesn't say who is meant, or in which seat."""


def decide_rows(actor: Actor, roster: Roster, rows: Sequence[WaitingRow], decision: RowDecision, because: str) -> None:
    """Take or refuse rows of a roster. A row taken gives its mandate, and *proposes* its address to a second organiser.

    Raises `NotYourRegister`, `InvalidTransition` for a row decided before, or `CannotBeTaken`; nothing changes then.
    """
    if roster.organisation_id is None or roster.organisation_id != actor.organisation_id:
        raise NotYourRegister(_("These rows wait on the server’s register. Its operator decides on them."))
    register = Register(roster.organisation_id, roster.body)
    locked(roster)
    for row in rows:
        locked(row)
        if row.decision != RowDecision.WAITING:
            raise InvalidTransition(_("Line %(line)s was decided before. Nothing was changed.", line=row.line))
        if decision is RowDecision.TAKEN:
            _take(actor, register, roster, row)
        row.decision, row.decided_at = decision, now()
        row.decided_by, row.decided_because = actor.label, because
        audit.record(actor, _ACTIONS[decision], roster, row.label, details={"line": row.line, "reason": because})
    roster.waiting_count -= len(rows)
    roster.taken_count += len(rows) if decision is RowDecision.TAKEN else 0
    db.session.flush()


_ACTIONS = {RowDecision.TAKEN: "row:take", RowDecision.REFUSED: "row:refuse"}


def _take(actor: Actor, register: Register, roster: Roster, row: WaitingRow) -> None:
    why = {Reason(reason) for reason in row.reason.split(",")}
    if why & UNTAKEABLE:
        raise CannotBeTaken(
            _("Line %(line)s doesn’t say who sits in which seat. Mend the file and import it anew.", line=row.line)
        )
    (finding,) = judge([RosterRow(**json.loads(row.row)["row"])], bodies()[roster.body], roster.as_of)
    person = register.take_mandate(finding, roster)
    db.session.flush()
    if not why & _NO_ADDRESS_TO_PROPOSE:
        _propose(actor, person, finding, roster)


def _propose(actor: Actor, person: Person, finding: Finding, roster: Roster) -> None:
    known = any(address.is_proposed for address in person.addresses)
    same = person.address is not None and person.address.address == finding.address
    if finding.address and not known and not same:
        register_address(
            actor, person, finding.address, AddressSource(provenance(roster), roster.as_of, roster.filename)
        )
