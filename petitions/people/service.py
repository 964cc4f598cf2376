"""The verb of people: import a roster. `drafts` puts a look before it, `previewing` says what it would change."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
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
from petitions.people.committees import keeping as seats
from petitions.people.formats import Columns, read_roster
from petitions.people.hand_rules import perhaps_by_hand
from petitions.people.judging import Finding, judge
from petitions.people.mass import doubted
from petitions.people.models import Roster, RowDecision, WaitingRow
from petitions.people.pausing import collector_paused
from petitions.people.register import Register
from petitions.people.rosters import RosterRow, RosterTable

_TEXTS = ("member_id", "first_name", "last_name", "country", "group", "email", "since")
_ADDRESS = re.compile(r"""[^\s,;:<>()"']+@[^\s,;:<>()"']+""")
Watch = Callable[[Sequence[Finding]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A roster file as somebody hands it in. `columns` says what a table's columns hold where its header doesn't."""

    data: bytes
    filename: str
    body: str
    as_of: date
    keep_addresses: bool = False
    columns: Columns | None = None


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
    """`import_upload` of a file whose columns are known."""
    return import_upload(actor, Upload(data, filename, body, as_of, keep_addresses), watch=watch)


def import_upload(actor: Actor, upload: Upload, *, watch: Watch = iter) -> Roster:
    """Read a body's roster of one day into the actor's register; without an organisation, into the server's.

    Rows that can't be trusted wait, sealed, with their line and reason; the rest is taken. The same file once more
    changes nothing and gives the first import; one that was read before committees were kept gets them now.
    `watch` is handed the judged rows and yields them one by one. Raises `RosterUnreadable`, `UnknownBody`,
    `RosterFromTheFuture` or `AddressesNotKept`; nothing is changed then.
    """
    table = read_upload(upload)
    register = Register(actor.organisation_id, upload.body)
    before = register.read_before(table.sha256, upload.as_of, upload.keep_addresses)
    if before is not None:
        _add_seats(actor, before, table, register)
        return before
    findings = judged(table, upload, register)
    roster = _new_roster(actor, table, upload, findings)
    db.session.add(roster)
    db.session.flush()
    for finding in watch(findings):
        if finding.ok:
            register.take(finding, roster)
        else:
            register.take_mandate_only(finding, roster)
            db.session.add(_waiting(finding, roster))
    if roster.is_whole:
        register.miss(findings, roster)
    db.session.flush()
    seats.keep(roster, register.seated)
    _record(actor, roster)
    return roster


def _add_seats(actor: Actor, roster: Roster, table: RosterTable, register: Register) -> None:
    """Keep the committees of a file that was imported when they were not read yet."""
    if not any(row.committees for row in table.rows) or seats.tells_seats(roster):
        return
    not_taken = {row.line for row in roster.waiting if row.decision != RowDecision.TAKEN}
    rows = [row for row in table.rows if row.line not in not_taken and row.member_id in register.members]
    seats.keep(roster, [(register.members[row.member_id], row) for row in rows])
    _record(actor, roster)


def read_upload(upload: Upload) -> RosterTable:
    """The file's table as it would be imported: without real addresses unless they are kept.

    Raises what `import_upload` raises. An open body's list is never whole: it shows one parliament of many.
    """
    _check(upload.body, upload.as_of, upload.keep_addresses)
    table = read_roster(upload.data, upload.filename, upload.columns, upload.as_of)
    rows = table.rows if upload.keep_addresses else tuple(map(_undeliverable, table.rows))
    return replace(table, rows=rows, is_whole=table.is_whole and not bodies()[upload.body].is_open)


def judged(table: RosterTable, upload: Upload, register: Register) -> list[Finding]:
    """What may be believed of each row, beside what the register holds."""
    register.expect(table.rows)
    known = register.known
    body, carries = bodies()[upload.body], table.carries_addresses
    findings = judge(table.rows, body, upload.as_of, known, carries, register.one_with)
    return [
        perhaps_by_hand(one, register.perhaps(one)) for one in doubted(findings, known, register.vouched(table.rows))
    ]


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
    """The row with every address in it rewritten, in whatever column; what stood around one is left for the judge."""
    told: dict[str, Any] = {name: _rewritten(text) for name in _TEXTS if "@" in (text := getattr(row, name))}
    return replace(row, **told) if told else row


def _rewritten(text: str) -> str:
    """Each address in the text with `.example` behind it; a strange one (`"a b"@c.org`) at least at its end."""
    told = _ADDRESS.sub(lambda found: example_address(found[0]), text)
    plain = told.strip()
    with suppress(ValueError):
        return told.replace(plain, example_address(plain))
    return told


def _new_roster(actor: Actor, table: RosterTable, upload: Upload, findings: Sequence[Finding]) -> Roster:
    taken = sum(finding.ok for finding in findings)
    return Roster(
        organisation_id=actor.organisation_id,
        body=upload.body,
        as_of=upload.as_of,
        filename=table.filename,
        sha256=table.sha256,
        imported_at=now(),
        imported_by=actor.label,
        addresses_rewritten=not upload.keep_addresses,
        is_whole=table.is_whole,
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
