"""Reads of part-sessions, and until when a campaign's late names are taken."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import yaml
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import rules
from petitions.campaigns.part_sessions.models import PartSession
from petitions.campaigns.part_sessions.rules import Session
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.errors import NotFound

DATA = Path(__file__).parent / "part_sessions.yaml"


def get_visible(actor: Actor, session_id: UUID) -> PartSession:
    """A part-session that the actor's own organisation recorded. Raises `NotFound` for every other."""
    found = db.session.get(PartSession, session_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NotFound(_("There is no such part-session."))
    return found


def recorded(organisation_id: UUID | None) -> Sequence[PartSession]:
    """What an organisation has recorded, the newest first."""
    query = select(PartSession).where(PartSession.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(PartSession.first_day.desc())).all()


@lru_cache(maxsize=1)
def of_the_server() -> Sequence[tuple[str, Session]]:
    """The part-sessions of `part_sessions.yaml`, each with its body."""
    entries = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return [(entry.pop("body"), Session(**entry)) for entry in entries]


def late_session(campaign: Campaign) -> Session | None:
    """The part-session at whose close the list of a lodged campaign is closed; None: not known."""
    if campaign.late_since is None:
        return None
    bodies = load(campaign.instrument).bodies
    rows = [row for row in recorded(campaign.organisation_id) if row.body in bodies]
    own = [Session(row.first_day, row.last_day, row.previous_began, row.source) for row in rows]
    common = [session for body, session in of_the_server() if body in bodies]
    return rules.next_session([*own, *common], campaign.late_since)


def late_deadline(campaign: Campaign) -> date | None:
    """The last day on which late names are taken; None: not known."""
    found = late_session(campaign)
    return found.last_day if found else None


def takes_late_names(campaign: Campaign) -> bool:
    """Whether the text has gone and names are still taken for the next edition."""
    if campaign.state != CampaignState.DISPATCHED or not load(campaign.instrument).late_signing:
        return False
    return not rules.is_over(late_deadline(campaign), today())
