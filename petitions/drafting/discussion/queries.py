"""Reads of the discussion."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from petitions.accounts.models import Membership, User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.drafting.discussion.models import Comment, Mention, Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import CampaignText, Version

_IN_ORDER = Thread.on_subject.desc(), Thread.paragraph, Thread.at, Thread.id
"""As one reads: the subject first, then the text."""


class Count(NamedTuple):
    """How much of a campaign's discussion is open."""

    comments: int
    suggestions: int


def latest_of(text: CampaignText) -> Version:
    """The newest version of this very text."""
    query = select(Version).where(Version.text_id == text.id).order_by(Version.number.desc())
    return db.session.scalars(query.limit(1)).one()


def before(version: Version) -> Version:
    """The version of the same text before this one. There is one for every version but the first."""
    query = select(Version).where(Version.text_id == version.text_id, Version.number == version.number - 1)
    return db.session.scalars(query).one()


def require_of(campaign: Campaign, thread: Thread) -> None:
    """Raise `NotFound` for a thread of another campaign."""
    if thread.campaign_id != campaign.id:
        raise NotFound(_("There is no such comment or suggestion."))


def get(campaign: Campaign, thread_id: UUID) -> Thread:
    """A thread of this campaign. Raises `NotFound`."""
    found = db.session.scalars(_threads().where(Thread.id == thread_id, Thread.campaign_id == campaign.id)).first()
    if found is None:
        raise NotFound(_("There is no such comment or suggestion."))
    return found


def open_threads(text: CampaignText) -> Sequence[Thread]:
    """The open threads of a text, as the database has them now, in the order of the text."""
    query = _threads().where(Thread.text_id == text.id, Thread.state == ThreadState.OPEN)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def of_text(text: CampaignText) -> Sequence[Thread]:
    """Every thread of a text, whatever became of it."""
    return db.session.scalars(_threads().where(Thread.text_id == text.id)).all()


def to_carry(text: CampaignText) -> Sequence[Thread]:
    """The open threads of a text by themselves, as the database has them now, without what was said in them."""
    query = select(Thread).where(Thread.text_id == text.id, Thread.state == ThreadState.OPEN)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def suggestions_of(text: CampaignText, maker_id: UUID | None) -> Sequence[Thread]:
    """The suggestions of one colleague that wait to be taken or declined, with what was said in them."""
    query = select(Thread).where(Thread.text_id == text.id, Thread.state == ThreadState.OPEN)
    query = query.where(Thread.kind == ThreadKind.SUGGESTION, Thread.by_id == maker_id)
    query = query.options(selectinload(Thread.comments))
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def open_suggestions(text: CampaignText) -> list[Thread]:
    """The suggestions that wait to be taken or declined, in the order of the text."""
    return [thread for thread in open_threads(text) if thread.kind == ThreadKind.SUGGESTION]


def chosen(text: CampaignText, ids: Collection[UUID]) -> Sequence[Thread]:
    """Those of the text's threads that have one of these ids, whatever became of them, in the order of the text."""
    return db.session.scalars(_threads().where(Thread.text_id == text.id, Thread.id.in_(ids))).all()


def made_on(version: Version) -> Sequence[Thread]:
    """Every thread that was begun on this version, in the order of its text."""
    return db.session.scalars(_threads().where(Thread.made_on_id == version.id)).all()


def open_in(campaign: Campaign) -> Sequence[Thread]:
    """The open threads of a campaign by their texts, in the order of each."""
    authoritative_first = CampaignText.is_authoritative.desc(), CampaignText.language
    query = _threads().where(Thread.campaign_id == campaign.id, Thread.state == ThreadState.OPEN)
    query = query.join(CampaignText, CampaignText.id == Thread.text_id)
    query = query.order_by(None).order_by(*authoritative_first, *_IN_ORDER)
    return db.session.scalars(query).all()


def over_in(campaign: Campaign, start: int, most: int) -> Sequence[Thread]:
    """So many of the threads of a campaign that are over, the last that ended first, behind ``start`` of them."""
    query = _threads().where(Thread.campaign_id == campaign.id, Thread.state != ThreadState.OPEN)
    query = query.order_by(None).order_by(Thread.decided_at.desc(), Thread.id)
    return db.session.scalars(query.offset(start).limit(most)).all()


def count_over(campaign: Campaign) -> int:
    """How many threads of a campaign are over."""
    query = select(func.count(Thread.id)).where(Thread.campaign_id == campaign.id, Thread.state != ThreadState.OPEN)
    return db.session.scalars(query).one()


def count(campaign: Campaign) -> Count:
    """How many comments and suggestions of the campaign are open."""
    query = select(Thread.kind, func.count().label("number")).where(Thread.campaign_id == campaign.id)
    query = query.where(Thread.state == ThreadState.OPEN)
    found = {row.kind: row.number for row in db.session.execute(query.group_by(Thread.kind))}
    return Count(found.get(ThreadKind.COMMENT, 0), found.get(ThreadKind.SUGGESTION, 0))


def colleagues(campaign: Campaign) -> Sequence[User]:
    """Everybody in the campaign's organisation who can sign in, by name."""
    query = select(User).where(User.id.in_(_members(campaign.organisation_id)), User.disabled_at.is_(None))
    return db.session.scalars(query.order_by(User.name, User.id)).all()


def works_for(user: User, organisation_id: UUID) -> bool:
    """Whether the user can sign in and belongs to the organisation."""
    query = select(User.id).where(User.id == user.id, User.id.in_(_members(organisation_id)))
    return db.session.scalars(query.where(User.disabled_at.is_(None))).first() is not None


def waiting_mentions() -> Sequence[Mention]:
    """The mentions that nobody has been told of, oldest first."""
    with_thread = joinedload(Mention.comment).joinedload(Comment.thread)
    query = select(Mention).where(Mention.told_at.is_(None)).order_by(Mention.at, Mention.id)
    query = query.options(with_thread.joinedload(Thread.campaign), with_thread.joinedload(Thread.made_on))
    return db.session.scalars(query.options(joinedload(Mention.user))).all()


def _members(organisation_id: UUID) -> Select[UUID]:
    return select(Membership.user_id).where(Membership.organisation_id == organisation_id)


def _threads() -> Select[Thread]:
    query = select(Thread).order_by(*_IN_ORDER)
    return query.options(selectinload(Thread.comments), selectinload(Thread.made_on), selectinload(Thread.taken_in))
