"""Sessions of signatories: whoever reads a registered mailbox may look at its letters for some hours.

A signatory is no user. Nothing that lets organisers in lets a signatory in.
"""

from datetime import datetime, timedelta
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, LargeBinary, delete
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.clock import now
from petitions.core.db import Base, db
from petitions.core.sealed import Sealed

LIFETIME = timedelta(hours=12)
PREFIX = "signatory"


class SignatorySession(UserMixin, Base):
    """That a browser proved a mailbox with a code, until when, and whether it was ended before (a copy ends with it).

    To Flask-Login it is the user of the session, who is never "authenticated": that word opens organisers' pages.
    """

    __tablename__ = "signatory_sessions"
    __table_args__ = (CheckConstraint("ends_at > started_at", name="ends"),)

    address_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    address_index: Mapped[str] = mapped_column(index=True)
    address = Sealed(indexed=True)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    @property
    def is_authenticated(self) -> bool:
        """Never: what Flask-Login calls so is an organiser."""
        return False

    def get_id(self) -> str:
        """What the cookie remembers."""
        return f"{PREFIX}:{self.id}"


def begun(address: str) -> SignatorySession:
    """A session of this mailbox that begins now; the caller has proved that it is read here."""
    started = SignatorySession(address=address, started_at=now(), ends_at=now() + LIFETIME)
    db.session.add(started)
    db.session.flush()
    return started


def end(session: SignatorySession) -> None:
    """Nothing is shown to this session any more, whoever holds its cookie."""
    session.ended_at = session.ended_at or now()


def remembered(user_id: str) -> SignatorySession | None:
    """The session that a cookie names, unless it is over."""
    found = db.session.get(SignatorySession, UUID(user_id.removeprefix(f"{PREFIX}:")))
    return found if found is not None and found.ended_at is None and found.ends_at > now() else None


def forget_ended() -> None:
    """Delete what is over: nobody has to know who looked when."""
    db.session.execute(delete(SignatorySession).where(SignatorySession.ends_at < now()))
