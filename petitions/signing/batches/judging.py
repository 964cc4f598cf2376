"""Who of many members can be asked to sign, and why not: read in a few statements, however many there are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.db import db
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.holding import MandateAnswer
from petitions.people.models import Address, Mandate, Person
from petitions.people.name_tables import batches
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.told import Mandates
from petitions.signing.models import Invitation


@dataclass(frozen=True, slots=True)
class Judged:
    """One who is meant: as what an invitation is made, the address of today, an earlier invitation, and why there can
    be none; else empty. ``label`` is how organisers read who is asked.
    """

    asked: Person | Representative | RegisteredOrganisation
    label: str
    address: str
    before: Invitation | None
    why_not: str

    @property
    def id(self) -> UUID:
        """By what the one who is meant is named when it comes to asking."""
        return self.asked.id

    @property
    def can_be_asked(self) -> bool:
        """Whether an invitation may go out now."""
        return self.before is None and not self.why_not


def judge(campaign: Campaign, persons: Iterable[Person]) -> list[Judged]:
    """Each person once, as the one that is kept where some were merged, judged as `inviting.invite` judges one."""
    entries = {each[0].id: each for each in merges.selves_of(persons).values()}
    kept = [each[0] for each in entries.values()]
    asked = _asked(campaign, [one.id for each in entries.values() for one in each])
    mandates, addresses = Mandates(kept), people.addresses_in_force(kept)
    bodies = instruments.load(campaign.instrument).bodies
    return [
        _judged(
            person,
            mandates.at(person, today(), bodies),
            addresses.get(person.id),
            next((asked[one.id] for one in entries[person.id] if one.id in asked), None),
        )
        for person in kept
    ]


def _judged(person: Person, held: MandateAnswer[Mandate], address: Address | None, before: Invitation | None) -> Judged:
    if held.certain is None:
        why_not = _("rosters leave today’s group open") if held.holds else _("no mandate in force to sign this by")
    else:
        why_not = "" if address else _("no address registered")
    return Judged(person, person.name, address.address if address else "", before, why_not)


def _asked(campaign: Campaign, person_ids: Collection[UUID]) -> Mapping[UUID, Invitation]:
    """By person the invitation to the campaign, the earliest where there are two."""
    query = select(Invitation).where(Invitation.campaign_id == campaign.id).order_by(Invitation.created_at.desc())
    return {
        invitation.person_id: invitation
        for some in batches(list(person_ids))
        for invitation in db.session.scalars(query.where(Invitation.person_id.in_(some)))
    }


def by_reason(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Those who can't be asked, by why not."""
    found: dict[str, list[Judged]] = {}
    for one in judged:
        if one.why_not and one.before is None:
            found.setdefault(one.why_not, []).append(one)
    return found
