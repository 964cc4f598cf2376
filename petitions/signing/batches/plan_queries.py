"""What a batch would do: whom it means, who can be asked, who was asked before. Nothing leaves yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people.models import Person
from petitions.people.organisations import queries as organisations
from petitions.signing.batches import judging, organisation_judging
from petitions.signing.batches import list_queries as lists
from petitions.signing.batches import organisation_list_queries as organisation_lists
from petitions.signing.batches.judging import Judged
from petitions.signing.batches.list_queries import Line
from petitions.signing.batches.meant import of_organisations, officials_of
from petitions.signing.batches.messages import Messages
from petitions.signing.batches.organisation_judging import Endorsing
from petitions.signing.batches.rules import seal
from petitions.signing.models import Invitation
from petitions.signing.official_queries import officials

Meant = tuple[Sequence[Line], Sequence[Judged]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom an organiser wants to ask, and in which language: all who fit, a list, or representatives who are ticked."""

    language: str
    country: str = ""
    group: str = ""
    committee: str = ""
    fully: bool = False
    listed: str = ""
    ticked: tuple[UUID, ...] = ()

    @property
    def entries(self) -> int:
        """How many are named one by one, on a list or by a tick; 0 where all who fit are meant."""
        return len(lists.lines_of(self.listed)) if self.listed else len(self.ticked)


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
        return seal({one.id for one in self.to_ask} | self.of_batch, self.choice.language, self.said)


def plan(actor: Actor, campaign: Campaign, choice: Choice, batch_id: UUID | None = None) -> Plan:
    """What a batch of this choice would do now. Raises `TooLong` or `UnreadableList` for a list of too many lines."""
    lines, judged = (_of_organisations if of_organisations(campaign) else _of_officials)(actor, campaign, choice)
    messages = Messages(campaign)
    return Plan(
        choice=choice,
        lines=lines,
        judged=judged,
        of_batch=_of_batch(campaign, batch_id),
        said=f"{campaign.open_version_id}\n{messages.in_language(choice.language)}",
    )


def ticked(actor: Actor, representative_ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Those who are ticked, as organisers read them, as far as the actor may see them."""
    rows = organisations.representatives_by_id(actor, representative_ids)
    return [(row.id, organisation_judging.label(row)) for row in rows]


def _of_officials(actor: Actor, campaign: Campaign, choice: Choice) -> Meant:
    allowed = officials_of(campaign)
    lines = lists.told(actor, allowed, choice.listed) if choice.listed else []
    listed = [line.whom for line in lines if isinstance(line.whom, Person)]
    return lines, judging.judge(campaign, listed if choice.listed else _fitting(actor, allowed, choice))


def _of_organisations(actor: Actor, campaign: Campaign, choice: Choice) -> Meant:
    lines = organisation_lists.told(actor, choice.listed) if choice.listed else []
    if choice.listed:
        meant = [line.whom for line in lines if isinstance(line.whom, Endorsing)]
    elif choice.ticked:
        meant = [Endorsing(row.organisation, row) for row in organisations.representatives_by_id(actor, choice.ticked)]
    else:
        meant = [Endorsing(one) for one in organisations.search(actor, country=choice.country)]
    return lines, organisation_judging.judge(campaign, meant)


def _fitting(actor: Actor, allowed: frozenset[str], choice: Choice) -> list[Person]:
    filters = {"country": choice.country, "group": choice.group, "committee": choice.committee}
    return [found.person for found in officials(actor, allowed, fully=choice.fully, **filters)]


def _of_batch(campaign: Campaign, batch_id: UUID | None) -> frozenset[UUID]:
    if batch_id is None:
        return frozenset()
    asked = func.coalesce(Invitation.representative_id, Invitation.person_id)
    query = select(asked).where(Invitation.campaign_id == campaign.id, Invitation.batch_id == batch_id)
    return frozenset(db.session.scalars(query))
