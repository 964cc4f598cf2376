"""What an upload would change in a register, found out without changing anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from petitions.people.changes import Changes, OnFile, compare
from petitions.people.models import Mandate, Person, Roster
from petitions.people.register import Register
from petitions.people.rosters import RosterTable
from petitions.people.service import Upload, judged, read_upload


@dataclass(frozen=True, slots=True)
class Preview:
    """An import that has not happened: the file as read, what it would change, and an earlier import of it, if any.

    `seal` is another one as soon as the import would change anything else.
    """

    table: RosterTable
    changes: Changes
    taken: int
    waiting: int
    before: Roster | None

    @property
    def seal(self) -> str:
        """What the confirmation has to name, so that nobody confirms what he or she has not seen."""
        seen = (self.table.sha256, self.changes, self.taken, self.before and self.before.id)
        return sha256(repr(seen).encode()).hexdigest()


def preview(organisation_id: UUID | None, upload: Upload, *, locked: bool = False) -> Preview:
    """What the upload would change in the organisation's register, or in the server's. Raises what an import raises."""
    table = read_upload(upload)
    register = Register(organisation_id, upload.body, locked=locked)
    findings = judged(table, upload, register)
    taken = sum(finding.ok for finding in findings)
    return Preview(
        table=table,
        changes=compare(_on_file(register, upload.as_of), findings, table.is_whole),
        taken=taken,
        waiting=len(findings) - taken,
        before=register.read_before(table.sha256, upload.as_of, upload.keep_addresses),
    )


def _on_file(register: Register, as_of: date) -> Mapping[str, OnFile]:
    newest = max(
        (roster.as_of for roster in register.rosters if roster.is_whole and roster.as_of <= as_of), default=None
    )
    known = register.known
    return {
        member: replace(
            _member(person, register.body, as_of, newest, known.get(member, "")),
            one_with=register.one_with.get(member, ()),
        )
        for member, person in register.members.items()
    }


def _member(person: Person, body: str, as_of: date, newest: date | None, address: str) -> OnFile:
    mandates = [mandate for mandate in person.mandates if mandate.body == body]
    nearest = min(mandates, key=lambda mandate: _distance(mandate, as_of))
    held = any(m.first_seen <= as_of and (newest is None or m.last_seen >= newest) for m in mandates)
    seen_later = any(mandate.last_seen > as_of for mandate in person.mandates)
    return OnFile(person.name, person.surname, nearest.delegation, nearest.group_code, address, held, seen_later)


def _distance(mandate: Mandate, day: date) -> int:
    """How many days lie between a day and a mandate as far as rosters show it."""
    return max((mandate.first_seen - day).days, (day - mandate.last_seen).days, 0)
