"""A browser on the pages of a discussion, with what a colleague says there meanwhile."""

from html import unescape
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db, transaction
from petitions.drafting.discussion import service, taking
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.paragraphs import Change, paragraphs
from tests.drafting.desk import Desk, a_desk
from tests.factories import acting

HOSTILE = "<script>alert(1)</script> \u202eexe " + "x" * 400


class Discussion:
    """The desk of one user, whose colleague wrote the text."""

    def __init__(self, client: FlaskClient, *roles: str, state: str = "drafting") -> None:
        self.desk: Desk = a_desk(client, *roles, state=state)

    def read(self, page: str, status: int = 200) -> str:
        """A page as somebody reads it: in one line, its signs as they are meant."""
        return " ".join(unescape(self.desk.get(page, status)).split())

    def say(self, words: str = "", wording: str | None = None, status: int = 303, **more: object) -> str:
        """Send the form of a paragraph, the second of version 1 unless told otherwise."""
        where = more.pop("at", "versions/1/discuss/2")
        kept = {} if wording is None else {"wording": wording}
        return self.desk.post(str(where), status, words=words, **kept, **more)  # type: ignore[arg-type]

    def send(self, do: str, ticked: list[Thread], status: int = 303, *, seen: int = 1, why: str = "") -> str:
        """Press a button of the page on which suggestions are taken."""
        data = {"take": [str(row.id) for row in ticked], "revision": str(seen), "why": why, "do": do}
        answer = self.desk.client.post(self.desk.address("suggestions"), data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.location or answer.get_data(as_text=True))

    def suggested(self, paragraph: int, wanted: str, note: str = "", by: User | None = None) -> Thread:
        """The colleague suggests other words for a paragraph of the latest version, counted from 0."""
        version = self.desk.versions[-1]
        change = Change(paragraph, paragraphs(version.body)[paragraph], wanted)
        with transaction():
            return service.suggest(acting(by or self.desk.colleague), version, [change], note)[0]

    def commented(self, paragraph: int, words: str) -> Thread:
        """The colleague comments on a paragraph of the latest version, counted from 0."""
        with transaction():
            return service.comment(acting(self.desk.colleague), self.desk.versions[-1], paragraph, words)

    def colleague_takes(self, thread: Thread) -> None:
        with transaction():
            taking.take(acting(self.desk.colleague), self.desk.versions[-1], [thread])

    @property
    def threads(self) -> list[Thread]:
        db.session.rollback()
        query = select(Thread).order_by(Thread.at).execution_options(populate_existing=True)
        return list(db.session.scalars(query))

    @property
    def comments(self) -> list[str]:
        db.session.rollback()
        return list(db.session.scalars(select(Comment.body).order_by(Comment.at)))


def new_id() -> str:
    """The id that a form brings."""
    return str(uuid4())
