"""The verb of people: import a roster."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from unicodedata import normalize

from flask import current_app
from flask_babel import gettext as _

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now, today
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.people.addresses import example_address
from petitions.people.bodies import bodies
from petitions.people.judging import Finding, judge
from petitions.people.models import Roster, WaitingRow
from petitions.people.pausing import collector_paused
from petitions.people.register import Register
from petitions.people.rosters import RosterRow, RosterTable, read_roster

Watch = Callable[[Sequence[Finding]], Iterable[Finding]]


class UnknownBody(DomainError):
    """No such body is described in bodies.yaml."""


class RosterFromTheFuture(DomainError):
    """The roster bears a day that has not come."""


class AddressesNotKept(DomainError):
    """Real addresses were to be kept on a server that isn't in production."""


@collector_paused()
def import_roster(
    actor: Actor,
    data: bytes,
    filename: str,
    body: str,
    as_of: date,
    keep_addresses: bool = False,
    *,
    watch: Watch = iter,
) -> Roster:
    """Read a body's roster of one day into the actor's register; without an organisation, into the server's.

    Rows that can't be trusted wait, sealed, with their line and reason; the rest is taken. The same file once more
    changes nothing and gives the first import. `watch` is handed the judged rows and yields them one by one.
    Raises `RosterUnreadable`, `UnknownBody`, `RosterFromTheFuture` or `AddressesNotKept`; nothing is changed then.
    """
    _check(body, as_of, keep_addresses)
    table = read_roster(data, filename)
    register = Register(actor.organisation_id, body)
    before = register.read_before(table.sha256, as_of, keep_addresses)
    if before is not None:
        return before
    rows = table.rows if keep_addresses else [_undeliverable(row) for row in table.rows]
    findings = judge(rows, bodies()[body], as_of, register.known)
    roster = _new_roster(actor, table, body, as_of, findings)
    roster.addresses_rewritten = not keep_addresses
    db.session.add(roster)
    db.session.flush()
    for finding in watch(findings):
        if finding.ok:
            register.take(finding, roster)
        else:
            register.take_mandate_only(finding, roster)
            db.session.add(_waiting(finding, roster))
    db.session.flush()
    _record(actor, roster)
    return roster


def _check(body: str, as_of: date, keep_addresses: bool) -> None:
    if body not in bodies():
        raise UnknownBody(_("“%(body)s” is no body known here.", body=body))
    if as_of > today():
        raise RosterFromTheFuture(_("A roster can't be dated in the future. Enter the day on which it was true."))
    if keep_addresses and not current_app.config["SETTINGS"].production:
        raise AddressesNotKept(
            _("Addresses are kept in production only. Here they are rewritten to .example, so that no mail leaves.")
        )


def _undeliverable(row: RosterRow) -> RosterRow:
    """The row with its address rewritten, and what stood around it left for the judge to see."""
    plain = row.email.strip()
    try:
        return replace(row, email=row.email.replace(plain, example_address(plain)))
    except ValueError:
        return row


def _new_roster(actor: Actor, table: RosterTable, body: str, as_of: date, findings: Sequence[Finding]) -> Roster:
    taken = sum(finding.ok for finding in findings)
    return Roster(
        organisation_id=actor.organisation_id,
        body=body,
        as_of=as_of,
        filename=table.filename,
        sha256=table.sha256,
        imported_at=now(),
        imported_by=actor.label,
        row_count=len(findings),
        taken_count=taken,
        waiting_count=len(findings) - taken,
    )


def _waiting(finding: Finding, roster: Roster) -> WaitingRow:
    row = finding.row
    kept = {
        "row": {name: getattr(row, name) for name in RosterRow.__slots__},
        "troubles": [
            {"reason": trouble.reason.value, "values": dict(trouble.sentence.values)} for trouble in finding.troubles
        ],
    }
    return WaitingRow(
        roster_id=roster.id,
        line=row.line,
        label=normalize("NFC", f"{row.first_name} {row.last_name}".strip()),
        reason=",".join(trouble.reason.value for trouble in finding.troubles),
        row=json.dumps(kept, ensure_ascii=False),
    )


def _record(actor: Actor, roster: Roster) -> None:
    label = f"{bodies()[roster.body].name}, {roster.as_of.isoformat()}"
    details = {"rows": roster.row_count, "taken": roster.taken_count, "waiting": roster.waiting_count}
    audit.record(actor, "roster:import", roster, label, details=details)
