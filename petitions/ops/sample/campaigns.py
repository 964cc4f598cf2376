"""The sample's campaigns, in every state: each step is the verb that a person would use, on the day it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from petitions.accounts.models import Role, User
from petitions.campaigns import deadlines, service
from petitions.campaigns.models import Campaign
from petitions.campaigns.service import Plan
from petitions.campaigns.states import PUBLIC
from petitions.cases.models import Case
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db
from petitions.dispatch import offices
from petitions.dispatch.models import Addressee
from petitions.drafting import service as drafting
from petitions.drafting.approvals import needs
from petitions.drafting.approvals.models import ApprovalNeed
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from petitions.ledger import service as ledger
from petitions.ops.sample import mails, sending, signing
from petitions.ops.sample.files import read
from petitions.ops.sample.past import on
from petitions.ops.sample.teams import Team, with_role
from petitions.ops.sample.texts import load_texts
from petitions.people.models import Person
from petitions.people.organisations.models import Representative
from petitions.signing import service as inviting
from petitions.signing.models import Invitation

Entry = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who and what the campaigns are about: accounts by mail address, cases by slug, offices by key, members by id.

    Who signs for an organisation is found by its name and that of the representative.
    """

    team: Team
    cases: Mapping[str, Case]
    offices: Mapping[str, Addressee]
    members: Mapping[str, Person]
    speakers: Mapping[tuple[str, str], Representative]


FILES = ("campaigns.yaml", "declaration.yaml", "petition.yaml")


def load_campaigns(cast: Cast) -> None:
    """Run every campaign as far as its state, the oldest first, then discuss and translate their texts."""
    loaded: dict[str, Campaign] = {}
    entries = [entry for name in FILES for entry in read(name)["campaigns"]]
    for entry in sorted(entries, key=lambda entry: str(entry["created_on"])):
        loaded[entry["key"]] = _load(cast, entry, loaded.get(entry["follow_up_of"]))
    load_texts(cast.team, loaded)
    ledger.sequence()
    mails.deliver()


def _load(cast: Cast, entry: Entry, earlier: Campaign | None) -> Campaign:
    drafter = cast.team[entry["drafted_by"]]
    plan = _plan(entry, earlier)
    with on(entry["created_on"], "09:10"):
        campaign = service.create(drafter, cast.cases[entry["case"]], entry["instrument"], plan)
    with on(entry["created_on"], "11:30"):
        if entry["addressees"]:
            offices.choose(drafter, campaign, [cast.offices[key].id for key in entry["addressees"]])
        version = _write(cast, entry, campaign)
        named = [needs.add(drafter, campaign, _wanted(cast, need)) for need in entry.get("needs", ())]
    if entry["state"] != "drafting":
        _review(cast, entry, version, named)
    if entry["state"] in PUBLIC:
        late = signing.collect(cast.team, drafter, campaign, version, entry, partial(_ask, cast, drafter, campaign))
        sending.send(cast.team, campaign, entry, cast.offices)
        late()
    if entry["withdrawn_on"]:
        with on(entry["withdrawn_on"], "09:00"):
            service.withdraw(drafter, campaign, entry["withdrawn_because"])
    return campaign


def _ask(cast: Cast, drafter: Actor, campaign: Campaign, row: Entry) -> Invitation:
    """Invite the member, or the organisation or its head, of whom a row tells."""
    member = row.get("epid") or row.get("member")
    if member:
        return inviting.invite(drafter, campaign, cast.members[str(member)])
    verb = inviting.invite_head if row["in_person"] else inviting.invite_organisation
    return verb(drafter, campaign, cast.speakers[row["organisation"], row["speaker"]])


def _plan(entry: Entry, earlier: Campaign | None) -> Plan:
    return Plan(
        title=entry["title"],
        place=entry["place"] or "",
        deadline=_deadline(entry["closes_in_days"]),
        follows_id=earlier.id if earlier else None,
        is_public=entry["state"] in PUBLIC,
    )


def _deadline(days: int | None) -> datetime | None:
    """The end of a day that lies ahead, whenever the sample is loaded."""
    if days is None:
        return None
    day: date = today() + timedelta(days=days)
    return deadlines.read(deadlines.Typed(day.isoformat(), deadlines.END_OF_DAY, deadlines.ZONE))


def _write(cast: Cast, entry: Entry, campaign: Campaign) -> Version:
    """Save the text; where a sentence of it was mended, first as it stood before."""
    drafter, mended = cast.team[entry["drafted_by"]], entry["mended"]
    if not mended:
        return drafting.save_version(drafter, campaign, _draft(entry, entry["text"], "", 0))
    first = entry["text"].replace(mended["after"], mended["before"])
    drafting.save_version(drafter, campaign, _draft(entry, first, "", 0))
    with on(entry["created_on"], "14:20"):
        return drafting.save_version(drafter, campaign, _draft(entry, entry["text"], mended["why"], 1))


def _draft(entry: Entry, text: str, why: str, made_from: int) -> Draft:
    return Draft(entry["title"], text, why, made_from, entry["language"])


def _wanted(cast: Cast, need: Entry) -> Wanted:
    return Wanted(need["kind"], reviewer_id=cast.team[need["email"]].id)


def _review(cast: Cast, entry: Entry, version: Version, named: Sequence[ApprovalNeed]) -> None:
    drafter, reviewer = cast.team[entry["drafted_by"]], with_role(cast.team, Role.REVIEWER)
    with on(entry["created_on"], "16:00"):
        if named:
            drafting.ask_approvals(drafter, version, named)
        else:
            drafting.ask_review(drafter, version, db.session.get_one(User, reviewer.id))
        mails.deliver()
    review = entry["reviewed_by"]
    if not review:
        return
    with on(review["date"], "10:00"):
        if review["decision"] == "approved":
            drafting.approve(cast.team[review["email"]], version)
        else:
            drafting.refuse(cast.team[review["email"]], version, review["note"])
        mails.deliver()
