"""What a batch would do: whom it means, who can be asked, who was asked before. Nothing leaves yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people.bodies import bodies
from petitions.people.models import Person
from petitions.signing.batches import list_queries as lists
from petitions.signing.batches.judging import Judged, judge
from petitions.signing.batches.list_queries import Line
from petitions.signing.batches.messages import Messages
from petitions.signing.batches.rules import seal
from petitions.signing.models import Invitation
from petitions.signing.official_queries import officials


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom an organiser wants to ask, and in which language: all who fit, or a list."""

    language: str
    country: str = ""
    group: str = ""
    committee: str = ""
    fully: bool = False
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent: how many lines a list has and what each means, and everybody meant, judged."""

    choice: Choice
    lines: Sequence[Line]
    judged: Sequence[Judged]
    of_batch: frozenset[UUID]
    said: str

    @property
    def to_ask(self) -> list[Judged]:
        """Those who would be asked."""
        return [one for one in self.judged if one.can_be_asked]

    @property
    def asked_before(self) -> list[Judged]:
        """Those who have an invitation already, and keep the one they have."""
        return [one for one in self.judged if one.before is not None]

    @property
    def seal(self) -> str:
        """Another one as soon as other people would be asked, or other words be sent.

        Whoever was asked by this very batch counts, so that a batch that broke off can be gone on with.
        """
        persons = {one.person.id for one in self.to_ask} | self.of_batch
        return seal(persons, self.choice.language, self.said)


def may_batch(campaign: Campaign) -> frozenset[str]:
    """The bodies whose members can be asked in batches; organisations are asked one by one, each through somebody."""
    return instruments.load(campaign.instrument).bodies & bodies().keys()


def plan(actor: Actor, campaign: Campaign, choice: Choice, batch_id: UUID | None = None) -> Plan:
    """What a batch of this choice would do now. Raises `TooLong` for a list of too many lines."""
    allowed = may_batch(campaign)
    lines = lists.told(actor, allowed, choice.listed) if choice.listed else []
    messages = Messages(campaign)
    return Plan(
        choice=choice,
        lines=lines,
        judged=judge(campaign, _listed(lines) if choice.listed else _fitting(actor, allowed, choice)),
        of_batch=_of_batch(campaign, batch_id),
        said=f"{campaign.open_version_id}\n{messages.in_language(choice.language)}",
    )


def _listed(lines: Sequence[Line]) -> list[Person]:
    return [line.person for line in lines if line.person is not None]


def _fitting(actor: Actor, allowed: frozenset[str], choice: Choice) -> list[Person]:
    filters = {"country": choice.country, "group": choice.group, "committee": choice.committee}
    return [found.person for found in officials(actor, allowed, fully=choice.fully, **filters)]


def _of_batch(campaign: Campaign, batch_id: UUID | None) -> frozenset[UUID]:
    if batch_id is None:
        return frozenset()
    query = select(Invitation.person_id).where(Invitation.campaign_id == campaign.id, Invitation.batch_id == batch_id)
    return frozenset(db.session.scalars(query))
