"""Whom a batch can mean: members of bodies, or organisations of the register, as the instrument lets them sign."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.bodies import bodies
from petitions.people.models import Person
from petitions.people.organisations.models import Representative
from petitions.people.organisations.rules import parted
from petitions.people.organisations.speaking import persons_of
from petitions.signing.batches import judging, organisation_judging
from petitions.signing.batches.judging import Judged


def may_batch(campaign: Campaign) -> bool:
    """Whether anybody may sign who can be asked in batches; the public asks for itself."""
    return bool(officials_of(campaign) or of_organisations(campaign))


def officials_of(campaign: Campaign) -> frozenset[str]:
    """The bodies whose members may sign the campaign's text."""
    return instruments.load(campaign.instrument).bodies & bodies().keys()


def of_organisations(campaign: Campaign) -> bool:
    """Whether organisations sign the campaign's text, so that a batch is one of them."""
    return bool(organisation_judging.kinds_of(campaign))


def judged_anew(campaign: Campaign, ids: Collection[UUID]) -> list[Judged]:
    """Those named by a plan, judged once more under the locks under which they are asked."""
    if of_organisations(campaign):
        return organisation_judging.judge_locked(campaign, ids)
    return judging.judge(campaign, db.session.scalars(select(Person).where(Person.id.in_(ids))))


def signatories(able: Sequence[Judged]) -> list[dict[str, Any]]:
    """Who each of them is in an invitation; those who sign for an organisation become persons for it."""
    representatives = [one.asked for one in able if isinstance(one.asked, Representative)]
    persons = dict(zip([row.id for row in representatives], persons_of(representatives), strict=True))
    return [_signatory(one.asked, persons.get(one.id)) for one in able]


def somebody_like(one: Judged) -> dict[str, Any]:
    """The same of one who is only shown the mail: nobody is entered for it."""
    if not isinstance(one.asked, Representative):
        return _signatory(one.asked, None)
    given_name, surname = parted(one.asked.name)
    return _signatory(one.asked, Person(given_name=given_name, surname=surname))


def _signatory(asked: Any, person: Person | None) -> dict[str, Any]:
    if not isinstance(asked, Representative):
        return {"person": asked, "body": ""}
    registered = asked.organisation
    return {"person": person, "body": registered.kind, "registered": registered, "representative": asked}
