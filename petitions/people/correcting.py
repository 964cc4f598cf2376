"""The verb for a row that waits because it is misprinted: taken as it should read, what the file says being kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.people import policy
from petitions.people.addresses import masked
from petitions.people.addressing import AddressSource
from petitions.people.bodies import bodies, country_code
from petitions.people.committees import keeping as seats
from petitions.people.deciding import UNTAKEABLE, decided, list_source, propose, require_open, take_address
from petitions.people.formats.printed_names import made_id
from petitions.people.judging import Finding, judge
from petitions.people.models import Roster, RowDecision, WaitingRow
from petitions.people.reasons import Trouble
from petitions.people.register import Register
from petitions.people.rosters import RosterRow
from petitions.people.spelling import bears
from petitions.people.words import provenance

CORRECTABLE = ("member_id", "first_name", "last_name", "country", "group", "email", "since")

_NAMES = {
    "member_id": _l("id"),
    "first_name": _l("given names"),
    "last_name": _l("surname"),
    "country": _l("country"),
    "group": _l("group"),
    "email": _l("address"),
    "since": _l("first day"),
}


class StillWrong(DomainError):
    """The corrected row doesn't say who sits in which seat either."""


def as_printed(row: WaitingRow) -> RosterRow:
    """The row as the file says it."""
    return RosterRow(**json.loads(row.row)["row"])


def corrected(row: WaitingRow) -> RosterRow | None:
    """The row as somebody took it, if corrected."""
    return RosterRow(**json.loads(row.corrected)) if row.corrected_sealed else None


def changes(before: RosterRow, after: RosterRow) -> Mapping[str, tuple[str, str]]:
    """What a correction changed: by field what the file says and what was taken."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in CORRECTABLE}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def in_words(row: WaitingRow) -> str:
    """What somebody corrected, for a page: `country: xx → LT`; an address masked. Empty where nothing was."""
    reads = corrected(row)
    found = changes(as_printed(row), reads) if reads else {}
    return "; ".join(f"{_NAMES[name]}: {_pair(name, *pair)}" for name, pair in found.items())


def with_id(row: RosterRow) -> RosterRow:
    """The row; where it has no id, with one out of name and delegation, as for lists that give none."""
    made = made_id(row.first_name, row.last_name, country_code(row.country) or row.country)
    return row if row.member_id else replace(row, member_id=made)


def troubles(row: RosterRow, roster: Roster) -> list[Trouble]:
    """What still keeps the row from being taken."""
    return [trouble for trouble in _finding(row, roster).troubles if trouble.reason in UNTAKEABLE]


def correct_row(
    actor: Actor, roster: Roster, row: WaitingRow, reads: RosterRow, because: str, *, with_address: bool = False
) -> None:
    """Take a row as it should read, with the reason. Its address is *proposed* to a second organiser.

    `with_address` as in `deciding.decide_rows`. Raises `NotYourRegister`, `InvalidTransition` for a row decided
    before, `StillWrong` or `CannotBeTaken`; nothing changes then.
    """
    policy.require_decider(actor, roster)
    require_open(row)
    reads = with_id(reads)
    if wrong := troubles(reads, roster):
        raise StillWrong(" ".join(trouble.sentence.said(_) for trouble in wrong))
    register = Register(roster.organisation_id, roster.body)
    register.expect([reads])
    _require_same_bearer(register, reads)
    finding, printed = _finding(reads, roster), as_printed(row)
    person = register.take_mandate(finding, roster)
    db.session.flush()
    seats.keep_anew(roster, person, finding.row)
    if with_address:
        take_address(register, person, finding, roster)
    elif roster.organisation_id is not None:
        propose(actor, person, finding, _source(printed, finding, roster, because))
    row.corrected = json.dumps(asdict(reads), ensure_ascii=False)
    decided(roster, row, RowDecision.TAKEN, because, actor.label)
    told = {name: " → ".join(pair) for name, pair in changes(printed, reads).items() if name != "email"}
    if with_address:
        told["with"] = "address"
    audit.record(actor, "row:correct", roster, row.label, details={"line": row.line, "reason": because, **told})


def _finding(row: RosterRow, roster: Roster) -> Finding:
    (finding,) = judge([row], bodies()[roster.body], roster.as_of)
    return finding


def _require_same_bearer(register: Register, row: RosterRow) -> None:
    """An id mistyped would give somebody else's seat and name to its bearer."""
    holder = register.members.get(row.member_id)
    if holder is not None and not bears(row.last_name, holder.surname):
        raise StillWrong(_("The id %(id)s is that of %(name)s.", id=row.member_id, name=holder.name))


def _pair(name: str, before: str, after: str) -> str:
    shown = [(masked(text) if name == "email" else text) or _("empty") for text in (before, after)]
    return " → ".join(shown)


def _source(printed: RosterRow, finding: Finding, roster: Roster, because: str) -> AddressSource:
    if finding.address == printed.email.strip():
        return list_source(roster, printed.line, because)
    page = _("%(roster)s, line %(line)s corrected: %(why)s", roster=provenance(roster), line=printed.line, why=because)
    return AddressSource(page, today(), roster.filename)
