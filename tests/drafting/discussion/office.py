"""An organisation whose people discuss a text."""

from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.drafting import queries as drafting
from petitions.drafting.discussion import service, settling, taking
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.discussion.taking import Taken
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from tests.factories import a_campaign, a_case, a_next_version, a_user, acting, an_organisation

GREETING, PLEA, LIST = (
    "Dear Minister,",
    "We ask you to let Aru Example stay.",
    "1. Stop the deportation.\n2. Grant asylum.",
)
"""The three paragraphs of the text that every campaign of the factories has."""


class Office:
    """An organisation with a drafter, two colleagues who write nothing, and one campaign."""

    def __init__(self, state: str = "drafting") -> None:
        self.organisation = an_organisation()
        self.ada = a_user(self.organisation, Role.DRAFTER, name="Ada Drafter")
        self.rut = a_user(self.organisation, Role.REVIEWER, name="Rut Reviewer")
        self.dan = a_user(self.organisation, Role.DISPATCHER, name="Dan Dispatcher")
        self.campaign = a_campaign(a_case(self.organisation), state, author=self.ada)

    @property
    def latest(self) -> Version:
        db.session.rollback()
        db.session.expire_all()
        found = drafting.latest(self.campaign)
        assert found is not None
        return found

    def save(self, body: str) -> Version:
        return a_next_version(self.campaign, body, self.ada)

    def suggest(self, paragraph: int, wanted: str, *, by: User | None = None, **more: object) -> Thread:
        """A colleague, Rut unless said otherwise, suggests other words for a paragraph of the latest version."""
        version = more.pop("version", None) or self.latest
        assert isinstance(version, Version)
        change = Change(paragraph, paragraphs(version.body)[paragraph], wanted)
        with transaction():
            return service.suggest(acting(by or self.rut), version, [change], **more)[0]  # type: ignore[arg-type]

    def comment(self, paragraph: int, words: str, *, by: User | None = None, version: Version | None = None) -> Thread:
        """A colleague, Rut unless said otherwise, comments on a paragraph of the latest version."""
        page = version or self.latest
        with transaction():
            return service.comment(acting(by or self.rut), page, paragraph, words)

    def reply(self, thread: Thread, words: str, *, by: User | None = None) -> Comment:
        with transaction():
            return service.reply(acting(by or self.dan), thread, words)

    def take(self, *threads: Thread, version: Version | None = None, by: User | None = None, note: str = "") -> Taken:
        """The drafter takes suggestions on the page that shows the latest version."""
        page = version or self.latest
        with transaction():
            return taking.take(acting(by or self.ada), page, threads, note)

    def settle(self, thread: Thread, *, by: User | None = None) -> None:
        with transaction():
            settling.settle(acting(by or self.rut), thread)

    def reopen(self, thread: Thread, *, by: User | None = None) -> None:
        with transaction():
            settling.reopen(acting(by or self.rut), thread)

    def decline(self, *threads: Thread, by: User | None = None, reason: str = "") -> None:
        with transaction():
            settling.decline(acting(by or self.ada), self.campaign, threads, reason)

    def now(self, thread: Thread) -> Thread:
        """The thread as the database has it."""
        db.session.rollback()
        return db.session.get_one(Thread, thread.id, populate_existing=True)


def history() -> list[tuple[str, str, str]]:
    """Who did what, on what, in the order in which it was done."""
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at)).all()
    return [(event.actor_label, event.action, event.subject_label) for event in events]
