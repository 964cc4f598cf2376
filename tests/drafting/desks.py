"""Several colleagues at desks of their own, each with a page that may be old: what the interleavings play with."""

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.approvals import needs
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change
from petitions.drafting.service import Draft
from petitions.drafting.writing import keeping
from petitions.drafting.writing.keeping import Typed, Window
from petitions.drafting.writing.models import WorkingCopy
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation

SUBJECT = "Let her stay"
NUMBERS = count(1)


@dataclass
class Colleague:
    """Somebody with a page open: a version, read at some moment, and words typed below it since."""

    user: User
    window: Window = field(default_factory=lambda: Window(uuid4()))
    page: Version | None = None
    typed: str = ""
    read: set[str] = field(default_factory=set)

    @property
    def actor(self) -> Actor:
        return acting(self.user)

    def reads(self, version: Version) -> None:
        """Open the page anew: each page is a window of its own."""
        self.page, self.typed, self.window = version, version.body, Window(uuid4())
        self.read.add(version.sha256)


class Desks:
    """A campaign with a drafter, a second drafter who reviews too, and a lawyer whose approval is needed."""

    def __init__(self) -> None:
        organisation = an_organisation()
        drafter = a_user(organisation, Role.DRAFTER, name="Ada Drafter")
        self.both = Colleague(a_user(organisation, name="Bo Both"))
        self.lawyer = Colleague(a_user(organisation, Role.REVIEWER, name="Liv Lawyer"))
        self.drafter = Colleague(drafter)
        self.campaign = a_campaign(a_case(organisation), CampaignState.REVIEW, author=drafter)
        with transaction():
            wanted = Wanted(Kind.LEGAL, reviewer_id=self.lawyer.user.id)
            needs.add(self.both.actor, self.campaign, wanted)
        for colleague in self.everyone:
            colleague.reads(self.latest)

    @property
    def everyone(self) -> tuple[Colleague, ...]:
        return self.drafter, self.both, self.lawyer

    @property
    def latest(self) -> Version:
        found = queries.latest(self.campaign)
        assert found is not None
        return found

    @property
    def versions(self) -> list[Version]:
        return list(queries.versions(self.campaign))

    def types(self, who: Colleague, body: str) -> None:
        """Type into the window; the page keeps what is typed."""
        assert who.page is not None
        who.typed, who.window = body, Window(who.window.copy_id, who.window.turn + 1)
        with transaction():
            keeping.keep(who.user.id, self.campaign, who.window, Typed("en", who.page.number, SUBJECT, body))

    def saves(self, who: Colleague) -> Version:
        """Save what is typed, as made from the page."""
        assert who.page is not None
        with transaction():
            saved = service.save_version(who.actor, self.campaign, Draft(SUBJECT, who.typed, "", who.page.number))
            keeping.put_away(who.user.id, self.campaign, who.window)
        who.reads(saved)
        return saved

    def kept(self) -> str:
        """All words that are written anywhere: versions, unsaved words, suggestions, comments."""
        ids = [colleague.user.id for colleague in self.everyone]
        said = select(Comment.body).join(Thread).where(Thread.campaign_id == self.campaign.id)
        return "\n".join(
            [
                *(version.body for version in self.versions),
                *db.session.scalars(select(WorkingCopy.body).where(WorkingCopy.author_id.in_(ids))),
                *db.session.scalars(select(Thread.replacement).where(Thread.campaign_id == self.campaign.id)),
                *db.session.scalars(said),
            ]
        )


def a_new_word() -> str:
    """A word that nobody has written yet."""
    return f"word{next(NUMBERS)}x"


def with_words(text: str, place: int, words: str) -> tuple[int, str]:
    """The text with words put after one of its paragraphs' words; the paragraph's number and its new words."""
    there = text.split("\n\n")
    number = place % len(there)
    there[number] = f"{there[number].rstrip()} {words}"
    return number, "\n\n".join(there)


def suggestion(version: Version, paragraph: int, base: str, words: str) -> Change:
    """Other wording for one paragraph."""
    assert version.body
    return Change(paragraph, base, f"{words} {base}")


def ids(threads: list[Thread]) -> list[UUID]:
    """Their ids."""
    return [thread.id for thread in threads]
