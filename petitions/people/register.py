"""A register: what an organisation, or the server, holds on file about the members of one body."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from petitions.core.clock import now
from petitions.core.db import db, one_at_a_time
from petitions.core.sealed import normalised
from petitions.people.addresses import example_address
from petitions.people.bodies import country_code
from petitions.people.hand_rules import Entered, doubtful, free_id, meant
from petitions.people.judging import Finding
from petitions.people.merge_queries import selves_in
from petitions.people.models import Address, Mandate, Person, Roster, WaitingRow
from petitions.people.name_tables import batches
from petitions.people.reasons import ONLY_THE_ADDRESS
from petitions.people.rosters import RosterRow
from petitions.people.rules import Spell, sighting, with_sighting, without_sighting
from petitions.people.selves import Selves
from petitions.people.spelling import fold


class Register:
    """Read in a few queries, and locked against a second import until the transaction ends (not for a preview).

    `seated` are those whose rows were believed so far and tell of committees.
    """

    def __init__(self, organisation_id: UUID | None, body: str, *, locked: bool = True) -> None:
        self.organisation_id = organisation_id
        self.body = body
        if locked:
            # The first import of a body finds no row to lock.
            one_at_a_time(f"register of {body} of {organisation_id}")
        self.rosters = list(db.session.scalars(_rosters(organisation_id, body)))
        self.members = {member: person for person, member in db.session.execute(_members(organisation_id, body))}
        self.one_with = _one_with(self.members, selves_in(organisation_id))
        self._days = {roster.as_of: roster.id for roster in self.rosters}
        self._whole_days = {roster.as_of for roster in self.rosters if roster.is_whole}
        self._waits = {(label, day) for label, day in db.session.execute(_waits(organisation_id, body))}
        self._ids = frozenset(self.members)
        self.by_hand = [Entered(*row) for row in db.session.execute(_by_hand(organisation_id, body))]
        self.seated: list[tuple[Person, RosterRow]] = []

    @property
    def known(self) -> dict[str, str]:
        """The current address on file of each member, by member id; who was merged has that of the other too."""
        found = {}
        for member in self.members:
            current = next((entry.address for entry in self._entries(member) if entry.address), None)
            if current is not None:
                found[member] = current.address
        return found

    def vouched(self, rows: Iterable[RosterRow]) -> dict[str, str]:
        """The addresses that the server's own register has for the members of rows; nothing for that register itself.

        Only those are read: a server's register may hold tens of thousands.
        """
        asked = [row.member_id for row in rows] if self.organisation_id else []
        query = _addresses_of_server(self.body)
        return {
            member: address.address
            for some in batches(asked)
            for member, address in db.session.execute(query.where(Mandate.member_id.in_(some)))
        }

    @property
    def on_file(self) -> list[Entered]:
        """Every member by id, with name and delegation."""
        return [
            Entered(member, person.given_name, person.surname, mandate.delegation)
            for member, person in self.members.items()
            for mandate in self._mandates(person)[-1:]
        ]

    def expect(self, rows: Iterable[RosterRow]) -> None:
        """Let the rows of those who were entered by hand find them, under whatever id the roster gives."""
        left = list(self.by_hand)
        for row in rows if left else ():
            name, country = f"{row.first_name} {row.last_name}", country_code(row.country) or ""
            if row.member_id not in self._ids and len(same := meant(name, country, left)) == 1:
                self.members[row.member_id] = self.members.pop(same[0].member_id)
                left = [one for one in left if one.member_id != same[0].member_id]

    def perhaps(self, finding: Finding) -> list[Entered]:
        """Those entered by hand whom a row may mean, where nobody can tell."""
        name, country = " ".join(_name(finding)), finding.country or ""
        if finding.row.member_id in self._ids and len(meant(name, country, self.by_hand)) <= 1:
            return []
        return doubtful(name, country, self.by_hand)

    def read_before(self, sha256: str, as_of: date, keep_addresses: bool) -> Roster | None:
        """The import of this very file, if there was one that left nothing for this one to add."""
        same = (roster for roster in self.rosters if (roster.sha256, roster.as_of) == (sha256, as_of))
        return next((roster for roster in same if not (keep_addresses and roster.addresses_rewritten)), None)

    def take(self, finding: Finding, roster: Roster) -> None:
        """Believe a row: person, mandate and address; the newest roster spells the name."""
        person = self.members.get(finding.row.member_id) or self._add(finding)
        self._see(person, finding, roster)
        self._settle_address(person, finding.address, roster)

    def take_mandate_only(self, finding: Finding, roster: Roster) -> None:
        """Of a row that waits for nothing but its changed address, believe that a known member is still there."""
        person = self.members.get(finding.row.member_id)
        only_address = {trouble.reason for trouble in finding.troubles} <= ONLY_THE_ADDRESS
        names = {fold(entry.name) for entry in self._entries(finding.row.member_id)}
        if person and only_address and fold(" ".join(_name(finding))) in names:
            self._see(person, finding, roster)

    def take_mandate(self, finding: Finding, roster: Roster) -> Person:
        """Believe all of a row but its address, because a person says so."""
        person = self.members.get(finding.row.member_id) or self._add(finding)
        self._see(person, finding, roster)
        return person

    def _entries(self, member_id: str) -> list[Person]:
        """The member, and who is one with the member."""
        return [self.members[one] for one in (member_id, *self.one_with.get(member_id, ())) if one in self.members]

    def take_address(self, person: Person, finding: Finding, roster: Roster) -> None:
        """Believe the address of a row, too, because a person says so."""
        self._settle_address(person, finding.address, roster)

    def take_by_hand(self, finding: Finding, roster: Roster, person: Person | None) -> Person:
        """Believe a mandate entered by hand; `person` is whose it is where that one is on file."""
        known = next((member for member, other in self.members.items() if person and other.id == person.id), None)
        member = known or free_id(self.members, finding.row.member_id)
        if person is not None:
            self.members[member] = person
        return self.take_mandate(replace(finding, row=replace(finding.row, member_id=member)), roster)

    def _add(self, finding: Finding) -> Person:
        given_name, surname = _name(finding)
        person = Person(organisation_id=self.organisation_id, given_name=given_name, surname=surname, honorific="")
        db.session.add(person)
        self.members[finding.row.member_id] = person
        return person

    def miss(self, findings: Iterable[Finding], roster: Roster) -> None:
        """Part the mandates of members whom this roster lacks though rosters before and after it show them."""
        if roster.as_of in self._days:
            return
        shown = {finding.row.member_id for finding in findings} | {" ".join(_name(finding)) for finding in findings}
        for member, person in self.members.items():
            mine = self._mandates(person)
            spans = any(mandate.first_seen < roster.as_of < mandate.last_seen for mandate in mine)
            if spans and not {member, person.name} & shown:
                spells = [_spell(mandate) for mandate in mine]
                self._keep(person, member, without_sighting(spells, roster.as_of, self._told(person)), roster)

    def _see(self, person: Person, finding: Finding, roster: Roster) -> None:
        if finding.row.committees:
            self.seated.append((person, finding.row))
        spells_it = not (roster.is_by_hand and person.mandates)
        if spells_it and all(mandate.last_seen <= roster.as_of for mandate in person.mandates):
            person.given_name, person.surname = _name(finding)
            person.honorific = finding.row.honorific or person.honorific
        seen = sighting(finding.group or "", finding.country or "", finding.since, roster.as_of)
        spells = [_spell(mandate) for mandate in self._mandates(person)]
        self._keep(person, finding.row.member_id, with_sighting(spells, seen, self._told(person)), roster)

    def _keep(self, person: Person, member_id: str, spells: Iterable[Spell], roster: Roster) -> None:
        """Make the mandates on file those of the spells."""
        mine = self._mandates(person)
        days = {**self._days, **{mandate.last_seen: mandate.roster_id for mandate in mine}, roster.as_of: roster.id}
        for spell in spells:
            mandate = next((m for m in mine if _overlap(m, spell)), None)
            if mandate is None:
                mandate = Mandate(body=self.body)
                person.mandates.append(mandate)
            else:
                mine.remove(mandate)
            mandate.group_code, mandate.delegation, mandate.since = spell.group, spell.delegation, spell.since
            mandate.first_seen, mandate.last_seen, mandate.until = spell.first_seen, spell.last_seen, spell.until
            mandate.member_id = member_id
            mandate.roster_id = days.get(spell.last_seen, roster.id)
        for contradicted in mine:
            person.mandates.remove(contradicted)
            db.session.delete(contradicted)

    def _mandates(self, person: Person) -> list[Mandate]:
        return [mandate for mandate in person.mandates if mandate.body == self.body]

    def _told(self, person: Person) -> list[date]:
        """The days of rosters that show the person or lack them; where their row only waits, neither is known.

        A roster that lists some members only lacks nobody: of those the days count on which the person was seen.
        """
        mine = self._mandates(person)
        seen = {day for mandate in mine for day in (mandate.first_seen, mandate.last_seen)}
        whole = {
            day
            for day in self._whole_days
            if (person.name, day) not in self._waits or any(m.first_seen <= day <= m.last_seen for m in mine)
        }
        return sorted(whole | seen)

    def _settle_address(self, person: Person, address: str, roster: Roster) -> None:
        """An address and its `.example` image are one to the rules; the real one supersedes, never the image."""
        current = person.address
        on_file = current.address if current else ""
        if not address or normalised(address) in {
            normalised(on_file),
            normalised(on_file and example_address(on_file)),
        }:
            return
        moment = now()
        if current:
            current.superseded_at = moment
        person.addresses.append(Address(roster_id=roster.id, address=address, registered_at=moment))


def _rosters(organisation_id: UUID | None, body: str) -> Select[Roster]:
    """The files that were read; a mandate entered by hand says nothing of anybody else."""
    query = select(Roster).where(Roster.organisation_id == organisation_id, Roster.body == body, ~Roster.is_by_hand)
    return query.order_by(Roster.imported_at)


def _waits(organisation_id: UUID | None, body: str) -> Select[str, date]:
    query = select(WaitingRow.label, Roster.as_of).join(WaitingRow.roster)
    return query.where(Roster.organisation_id == organisation_id, Roster.body == body)


def _by_hand(organisation_id: UUID | None, body: str) -> Select[str, str, str, str]:
    query = select(Mandate.member_id, Person.given_name, Person.surname, Mandate.delegation)
    query = query.join(Mandate.person).join(Mandate.roster).where(Roster.is_by_hand, Mandate.body == body)
    return query.where(Person.organisation_id == organisation_id).distinct()


def _members(organisation_id: UUID | None, body: str) -> Select[Person, str]:
    return (
        select(Person, Mandate.member_id)
        .join(Person.mandates)
        .where(Person.organisation_id == organisation_id, Mandate.body == body)
        .options(selectinload(Person.mandates), selectinload(Person.addresses))
        .distinct()
    )


def _addresses_of_server(body: str) -> Select[str, Address]:
    in_force = Address.superseded_at.is_(None), or_(Address.roster_id.is_not(None), Address.confirmed_at.is_not(None))
    query = select(Mandate.member_id, Address).join(Mandate.person).join(Person.addresses)
    return query.where(Person.organisation_id.is_(None), Mandate.body == body, *in_force)


def _one_with(members: Mapping[str, Person], selves: Selves) -> Mapping[str, tuple[str, ...]]:
    """For each member who was merged the ids under which the same person stands besides, that of the kept first."""
    ids: dict[UUID, list[str]] = {}
    for member, person in members.items() if selves else ():
        ids.setdefault(person.id, []).append(member)
    return {
        member: tuple(other for one in selves.of(person_id) for other in ids.get(one, ()) if other != member)
        for person_id, mine in ids.items()
        for member in mine
        if len(selves.of(person_id)) > 1
    }


def _name(finding: Finding) -> Iterator[str]:
    return (normalize("NFC", name) for name in (finding.row.first_name, finding.row.last_name))


def _spell(mandate: Mandate) -> Spell:
    seen = (mandate.first_seen, mandate.last_seen, mandate.until)
    return Spell(mandate.group_code, mandate.delegation, mandate.since, *seen)


def _overlap(mandate: Mandate, spell: Spell) -> bool:
    """Whether the row on file is the one that the spell goes on from."""
    same = (mandate.group_code, mandate.delegation) == (spell.group, spell.delegation)
    return same and mandate.first_seen <= spell.last_seen and spell.first_seen <= mandate.last_seen
