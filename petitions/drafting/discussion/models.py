"""Tables of the discussion: threads, each on one paragraph of a text, and what is said in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import Base, words
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import CampaignText, Version


class Thread(Base):
    """A comment on one paragraph, or a suggestion of what it shall be, with the answers to it.

    ``made_at`` is the paragraph's number in the version ``made_on``, ``quoted`` its words there: what a suggestion
    starts from. ``paragraph`` is its number in ``placed_in``, the latest version while the thread is open, and
    ``stood`` its words as the thread last stood beside them. ``gone_since`` is the number of the first version that
    was found to have no such words any more; place and words are then those of before. Numbers count from 0.
    ``replacement`` is Markdown: nothing takes the paragraph out, several paragraphs add to it.
    With ``on_subject`` all of this is of the version's subject, which is one paragraph, number 0, and never gone.
    """

    __tablename__ = "discussion_threads"
    __table_args__ = (
        ForeignKeyConstraint(["text_id", "campaign_id"], ["texts.id", "texts.campaign_id"]),
        ForeignKeyConstraint(["made_on_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        ForeignKeyConstraint(["placed_in_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        ForeignKeyConstraint(["taken_in_id", "campaign_id"], ["versions.id", "versions.campaign_id"]),
        CheckConstraint("paragraph >= 0 AND made_at >= 0", name="paragraph"),
        CheckConstraint("(state = 'taken') = (taken_in_id IS NOT NULL)", name="taken_in"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("kind = 'suggestion' OR state IN ('open', 'settled')", name="comments_are_settled"),
        CheckConstraint("kind = 'suggestion' OR replacement = ''", name="comments_replace_nothing"),
        Index(None, "text_id", "state"),
    )

    text_id: Mapped[UUID]
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    made_on_id: Mapped[UUID] = mapped_column(index=True)
    made_at: Mapped[int]
    quoted: Mapped[str]
    paragraph: Mapped[int]
    on_subject: Mapped[bool] = mapped_column(default=False, server_default=false())
    placed_in_id: Mapped[UUID]
    stood: Mapped[str]
    gone_since: Mapped[int | None]
    kind: Mapped[str] = mapped_column(words("kind", *ThreadKind))
    replacement: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(words("state", *ThreadState), default=ThreadState.OPEN)
    by_id: Mapped[UUID | None]
    by_label: Mapped[str]
    at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    taken_in_id: Mapped[UUID | None]

    campaign: Mapped[Campaign] = relationship(foreign_keys="Thread.campaign_id")
    text: Mapped[CampaignText] = relationship(
        primaryjoin="Thread.text_id == CampaignText.id", foreign_keys="Thread.text_id"
    )
    made_on: Mapped[Version] = relationship(
        primaryjoin="Thread.made_on_id == Version.id", foreign_keys="Thread.made_on_id", viewonly=True
    )
    placed_in: Mapped[Version] = relationship(
        primaryjoin="Thread.placed_in_id == Version.id", foreign_keys="Thread.placed_in_id", viewonly=True
    )
    taken_in: Mapped[Version | None] = relationship(
        primaryjoin="Thread.taken_in_id == Version.id", foreign_keys="Thread.taken_in_id", viewonly=True
    )
    comments: Mapped[list["Comment"]] = relationship(order_by="(Comment.at, Comment.id)", back_populates="thread")

    @property
    def organisation_id(self) -> UUID:
        """The organisation whose text this is about."""
        return self.campaign.organisation_id

    @property
    def taken_back(self) -> bool:
        """Whether it is a suggestion that its maker settled: it was the maker's to give, and is the maker's again."""
        is_own = self.by_id is not None and self.decided_by_id == self.by_id
        return self.kind == ThreadKind.SUGGESTION and self.state == ThreadState.SETTLED and is_own

    @property
    def opening(self) -> str:
        """What its maker said first; nothing where a suggestion speaks for itself."""
        return next((comment.body for comment in self.comments if comment.author_id == self.by_id), "")


class Comment(Base):
    """One thing said in a thread. Rows are only added."""

    __tablename__ = "discussion_comments"
    __table_args__ = (CheckConstraint("body <> ''", name="body"),)

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("discussion_threads.id"), index=True)
    author_id: Mapped[UUID | None]
    author_label: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]

    thread: Mapped[Thread] = relationship(back_populates="comments")

    @property
    def organisation_id(self) -> UUID:
        """The organisation whose text this is about."""
        return self.thread.organisation_id


class Mention(Base):
    """A colleague is named in a comment and is to be told by mail; ``told_at`` is when the mail was written."""

    __tablename__ = "discussion_mentions"
    __table_args__ = (UniqueConstraint("comment_id", "user_id"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("discussion_comments.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)

    comment: Mapped[Comment] = relationship()
    user: Mapped[User] = relationship()
