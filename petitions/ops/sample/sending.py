"""How the sample's texts leave, what the offices' servers said, and what came back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.dispatch import answers, queries, service
from petitions.dispatch.answers import ReplyData
from petitions.dispatch.models import Addressee
from petitions.ops.sample import lodging, mails
from petitions.ops.sample.past import on
from petitions.ops.sample.teams import Team

Entry = dict[str, Any]
Offices = Mapping[str, Addressee]


def send(team: Team, campaign: Campaign, entry: Entry, offices: Offices) -> None:
    """Close, send or lodge, hear and conclude, as far as the campaign has got."""
    drafter = team[entry["drafted_by"]]
    if entry["closed_on"]:
        with on(entry["closed_on"], "18:00"):
            service.close(drafter, campaign)
    if "lodging" in entry:
        lodging.lodge(drafter, team[entry["dispatched_by"]], campaign, entry)
    elif entry["dispatched_on"]:
        with on(entry["dispatched_on"], "09:30"):
            service.confirm(team[entry["dispatched_by"]], campaign)
            mails.deliver({offices[row["office"]].email: row["reply_text"] for row in entry["deliveries"]})
        _hear(drafter, campaign, entry, offices)
    if entry["concluded_on"]:
        with on(entry["concluded_on"], "15:00"):
            campaigns.conclude(drafter, campaign, _outcome(entry))


def _hear(drafter: Actor, campaign: Campaign, entry: Entry, offices: Offices) -> None:
    deliveries = {row.addressee_id: row.id for row in queries.deliveries(campaign)}
    for row in entry["replies"]:
        office = offices[row["from"]]
        day = date.fromisoformat(row["date"])
        reply = ReplyData(day, office.name, row["text"].strip(), True, deliveries[office.id])
        with on(row["date"], "13:00"):
            answers.record_reply(drafter, campaign, reply)
    for row in entry["follow_ups"]:
        with on(row["date"], "14:00"):
            answers.add_follow_up(drafter, campaign, date.fromisoformat(row["due_on"]), row["task"])


def _outcome(entry: Entry) -> str:
    """What came of it in our words, each claim with who makes it."""
    notes = [reply["note"] for reply in entry["replies"] if reply["note"]]
    claims = [f"{row['text'].rstrip('.')} ({row['attribution']})." for row in entry["outcomes"]]
    return " ".join([*notes, *claims])
