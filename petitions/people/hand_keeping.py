"""How a mandate entered by hand is kept, and how it becomes one that counts: as a roster of one line."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.clock import now, today
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.text import sha256_hex
from petitions.people.bodies import bodies
from petitions.people.hand_models import MandateByHand
from petitions.people.hand_rules import HandData, HandSource, finding, meant
from petitions.people.judging import Finding
from petitions.people.models import Mandate, Person, Roster
from petitions.people.register import Register


class NotAMandate(DomainError):
    """What was entered is no mandate of that body on that day."""


class StillSeen(DomainError):
    """A roster shows the mandate after the day on which it is said to have ended."""


def judged(data: HandData) -> Finding:
    """The entry as understood. Raises `NotAMandate` with all that is wrong."""
    require_days(data)
    found = finding(data, bodies()[data.body])
    if not found.ok:
        raise NotAMandate(" ".join(trouble.sentence.said(_) for trouble in found.troubles))
    return found


def require_days(data: HandData) -> None:
    """Raise `NotAMandate` where the days can't all be true."""
    if data.source.on > today():
        raise NotAMandate(_("The source can’t have been read on a day that has not come."))
    if data.since and data.until and data.since > data.until:
        raise NotAMandate(_("The mandate can’t end before its first day."))


def require_unseen_after(mandate: Mandate, until: date) -> None:
    """Raise `StillSeen` where the mandate shows after its end."""
    if mandate.last_seen > until:
        day = format_date(mandate.last_seen, "d MMMM y")
        raise StillSeen(_("This mandate is still shown on %(day)s, so it can’t have ended before.", day=day))


def take_entry(entry: MandateByHand, confirmed_by: str) -> None:
    """Believe the entry as a roster of one line, dated by its source. Raises `NotAMandate`."""
    register = Register(entry.organisation_id, entry.body)
    found = judged(_data(entry))
    owner = _owner(register, found, entry)
    roster = _roster(entry, confirmed_by)
    db.session.add(roster)
    db.session.flush()
    person = register.take_by_hand(found, roster, owner)
    if entry.until:
        for mandate in person.mandates:
            if _is_of(mandate, entry) and mandate.first_seen <= entry.as_of <= mandate.last_seen:
                mandate.until = entry.until
    db.session.flush()
    entry.person_id, entry.roster_id = person.id, roster.id


def end_mandate(entry: MandateByHand) -> None:
    """Give the mandate its last day. Raises `NotAMandate` or `StillSeen`."""
    same = [mandate for mandate in entry.person.mandates if _is_of(mandate, entry)] if entry.person else []
    if not same or entry.until is None:
        raise NotAMandate(_("This mandate is no longer on file as it was. Refuse this, and look at the person’s page."))
    latest = max(same, key=lambda mandate: mandate.last_seen)
    require_unseen_after(latest, entry.until)
    latest.until = entry.until


def _owner(register: Register, found: Finding, entry: MandateByHand) -> Person | None:
    """Whose mandate it is: the person chosen, or one whom a roster has shown in this delegation meanwhile."""
    if entry.person is not None or entry.is_another:
        return entry.person
    same = meant(entry.name, found.country or "", register.on_file)
    if len(same) > 1:
        raise NotAMandate(
            _("Two people of this name are on file. Refuse this, and enter it anew for the one whose it is.")
        )
    return register.members[same[0].member_id] if same else None


def _roster(entry: MandateByHand, confirmed_by: str) -> Roster:
    return Roster(
        organisation_id=entry.organisation_id,
        body=entry.body,
        as_of=entry.as_of,
        filename=entry.source_file or entry.source,
        sha256=sha256_hex(f"by hand {entry.id}"),
        imported_at=now(),
        imported_by=confirmed_by,
        addresses_rewritten=False,
        is_whole=False,
        is_by_hand=True,
        row_count=1,
        taken_count=1,
        waiting_count=0,
    )


def _data(entry: MandateByHand) -> HandData:
    return HandData(
        given_name=entry.given_name,
        surname=entry.surname,
        body=entry.body,
        country=entry.delegation,
        source=HandSource(entry.source, entry.source_on, entry.source_file, entry.source_words),
        group=entry.group_code,
        honorific=entry.honorific,
        role=entry.role,
        since=entry.since,
        until=entry.until,
    )


def _is_of(mandate: Mandate, entry: MandateByHand) -> bool:
    seat = (mandate.body, mandate.delegation, mandate.group_code)
    return seat == (entry.body, entry.delegation, entry.group_code)
