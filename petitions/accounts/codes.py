"""Short codes mailed to a registered address: ten minutes, used once, in the browser that asked, for one purpose.

Whoever knows an address or holds a forwarded link can ask for codes too, and must neither lock the true member out nor
get many guesses. So the third code within an hour, and any after many wrong tries, is long: it can't be guessed, works
in every browser that asked, and for an hour, in which no other is mailed (docs/decisions: codes are derived).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from petitions.accounts.models import Code, CodePurpose
from petitions.accounts.rules import typed_code
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.tokens import derived_code, same, token_hash

LIFETIME, LONG_LIFETIME = timedelta(minutes=10), timedelta(hours=1)
WRONG_TRIES = 5
SHORT, LONG = 6, 12

# The last mail of so many within an hour holds a long code; so does any after so many wrong tries within a week.
MAILS_AN_HOUR = 3
WRONG_TRIES_A_WEEK = 10


# Made once: to build a statement takes longer than the database takes to run it.
_IS_VALID = (
    Code.purpose == bindparam("for_purpose"),
    Code.subject == bindparam("for_subject"),
    or_(Code.is_long, Code.browser_hash == bindparam("in_browser")),
    Code.bound_to.is_not_distinct_from(bindparam("for_version")),
    Code.used_at.is_(None),
    Code.expires_at > bindparam("moment"),
    Code.wrong_tries < WRONG_TRIES,
)
_FIND_VALID = select(Code).where(*_IS_VALID).order_by(Code.created_at.desc()).with_for_update()
_TAKE_VALID = (
    update(Code)
    .where(*_IS_VALID)
    .values(used_at=bindparam("moment"))
    .returning(Code)
    .execution_options(synchronize_session=False, populate_existing=True)
)


class WrongCode(DomainError):
    """The digits are wrong, old, used, or were asked for in another browser."""


@dataclass(frozen=True)
class CodeFor:
    """What a code is for: a purpose, a user or invitation, optionally one version, and one browser."""

    purpose: CodePurpose
    subject: UUID
    browser: str
    bound_to: UUID | None = None
    counted_apart: bool = False
    """Whether mails of this code are not counted with those of others of its purpose, but of what it is bound to."""


def issue(wanted: CodeFor, beside: CodeFor | None = None) -> tuple[Code, str] | None:
    """The code to mail, and its digits; asking again gives the same code while it is valid.

    ``beside`` is a code of another kind that the same request may be answered with: the mails of both are counted
    together. None where the newest mail holds a long code, which is valid in this browser too. Callers hold a lock on
    the subject, so that asking many times at once gives no more codes than asking in turn.
    """
    code = next(iter(_valid(wanted)), None)
    if code is not None and code.is_long:
        return None
    if _is_pressed(wanted, beside or wanted):
        code = _new(wanted, is_long=True)
    elif code is None:
        code = _new(wanted, is_long=False)
    code.mailed += 1
    db.session.flush()
    return code, _digits(code)


def redeem(wanted: CodeFor, digits: str) -> bool:
    """Use up the code. False when the digits are wrong: the try is counted, and must be committed.

    Raises `WrongCode` where no code is valid any more, with a sentence that says to ask for a new one.
    """
    # Whatever is valid is taken in one statement, and what was not meant is put back.
    codes = db.session.scalars(_TAKE_VALID, _asked(wanted)).all()
    found = _meant(sorted(codes, key=lambda code: code.created_at, reverse=True), digits)
    for code in codes:
        if code is not found:
            code.used_at = None
    return found is not None


def check(wanted: CodeFor, digits: str) -> bool:
    """Whether these are the digits, without using the code up. Otherwise as `redeem`."""
    return which([wanted], digits) is not None


def which(wanted: Sequence[CodeFor], digits: str) -> CodeFor | None:
    """For which of these the digits are, without using them up. Otherwise as `redeem`; a wrong try counts at each."""
    of = {code: one for one in wanted for code in _valid(one)}
    found = _meant(list(of), digits)
    return of[found] if found else None


def is_long(wanted: CodeFor) -> bool:
    """Whether the newest valid code is long, so that no other is mailed."""
    return any(code.is_long for code in _valid(wanted))


def pretend(purpose: CodePurpose, browser: str, digits: str) -> None:
    """Do and undo the work of a wrong try where no code could be tried, so that not even the time gives that away."""
    nobody = CodeFor(purpose, uuid4(), browser)
    with db.session.begin_nested() as work:
        _new(nobody, is_long=False)
        redeem(nobody, digits)
        db.session.flush()
        work.rollback()


def forget(purpose: CodePurpose, subject: UUID) -> None:
    """Delete every code of somebody who is deleted."""
    db.session.execute(delete(Code).where(Code.purpose == purpose, Code.subject == subject))


def in_groups(digits: str) -> str:
    """The digits as a mail shows them: `123 456`."""
    return " ".join(digits[place : place + 3] for place in range(0, len(digits), 3))


def _meant(codes: Sequence[Code], digits: str) -> Code | None:
    """Which of the valid codes these digits are; None counts a wrong try at each. Raises `WrongCode` without any."""
    if not codes:
        raise WrongCode(_("This code is no longer valid. Ask for a new one."))
    typed = typed_code(digits)
    found = next((code for code in codes if same(typed, _digits(code))), None)
    if found is None:
        # Tries at a long code need no count: there are a million millions of them.
        for code in codes:
            code.wrong_tries += not code.is_long
    return found


def _digits(code: Code) -> str:
    return derived_code(code.purpose, str(code.id), LONG if code.is_long else SHORT)


def _new(wanted: CodeFor, *, is_long: bool) -> Code:
    moment = now()
    code = Code(
        purpose=wanted.purpose,
        subject=wanted.subject,
        bound_to=wanted.bound_to,
        browser_hash=token_hash(wanted.browser),
        is_long=is_long,
        created_at=moment,
        expires_at=moment + (LONG_LIFETIME if is_long else LIFETIME),
        wrong_tries=0,
        mailed=0,
    )
    db.session.add(code)
    return code


def _valid(wanted: CodeFor) -> Sequence[Code]:
    """This browser's own code, and the long one that works in every browser; the newest first."""
    return db.session.scalars(_FIND_VALID, _asked(wanted)).all()


def _asked(wanted: CodeFor) -> dict[str, Any]:
    meant = {"for_purpose": wanted.purpose, "for_subject": wanted.subject, "for_version": wanted.bound_to}
    return {**meant, "in_browser": token_hash(wanted.browser), "moment": now()}


def _counted(wanted: CodeFor) -> ColumnElement[bool]:
    of_purpose = and_(Code.purpose == wanted.purpose, Code.subject == wanted.subject)
    return and_(of_purpose, Code.bound_to == wanted.bound_to) if wanted.counted_apart else of_purpose


def _is_pressed(*kinds: CodeFor) -> bool:
    """Whether so many codes were asked for or missed that the next one has to be long."""
    moment = now()
    counted = or_(*(_counted(kind) for kind in kinds))
    query = select(Code).where(counted, Code.created_at > moment - timedelta(days=7))
    recent = db.session.scalars(query).all()
    mailed = sum(code.mailed for code in recent if code.created_at > moment - timedelta(hours=1))
    return mailed >= MAILS_AN_HOUR - 1 or sum(code.wrong_tries for code in recent) >= WRONG_TRIES_A_WEEK
