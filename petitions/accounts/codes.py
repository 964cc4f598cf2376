"""Short codes mailed to a registered address: ten minutes, used once, in the browser that asked, for one purpose."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts.models import Code, CodePurpose
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.tokens import derived_code, same, token_hash

LIFETIME = timedelta(minutes=10)
MAILS_AN_HOUR = 3
WRONG_TRIES = 5


class WrongCode(DomainError):
    """The digits are wrong, old, used, or were asked for in another browser."""


class TooManyCodes(DomainError):
    """As many mails as an hour allows have been sent for this."""

    status = 429


@dataclass(frozen=True)
class CodeFor:
    """What a code is for: a purpose, a user or invitation, optionally one version, and one browser."""

    purpose: CodePurpose
    subject: UUID
    browser: str
    bound_to: UUID | None = None


def issue(wanted: CodeFor) -> tuple[Code, str]:
    """The code to mail, and its digits. Asking again gives the same code while it is valid.

    Raises `TooManyCodes` after three mails within an hour for the same purpose and subject.
    """
    if not may_mail(wanted):
        raise TooManyCodes(_("Three codes were mailed within the hour. Use the last one, or try again in an hour."))
    code = _valid(wanted)
    if code is None:
        moment = now()
        code = Code(
            purpose=wanted.purpose,
            subject=wanted.subject,
            bound_to=wanted.bound_to,
            browser_hash=token_hash(wanted.browser),
            created_at=moment,
            expires_at=moment + LIFETIME,
            wrong_tries=0,
            mailed=0,
        )
        db.session.add(code)
    code.mailed += 1
    db.session.flush()
    return code, derived_code(code.purpose, str(code.id))


def may_mail(wanted: CodeFor) -> bool:
    """Whether the hour's three mails for this purpose and subject are not used up yet."""
    return sum(code.mailed for code in _recent(wanted)) < MAILS_AN_HOUR


def redeem(wanted: CodeFor, digits: str) -> bool:
    """Use up the code. False when the digits are wrong: the try is counted, and must be committed.

    Raises `WrongCode` where no code is valid any more, with a sentence that says to ask for a new one.
    """
    code = _checked(wanted, digits)
    if code is not None:
        code.used_at = now()
    return code is not None


def check(wanted: CodeFor, digits: str) -> bool:
    """Whether these are the digits, without using the code up. Otherwise as `redeem`."""
    return _checked(wanted, digits) is not None


def _checked(wanted: CodeFor, digits: str) -> Code | None:
    code = _valid(wanted)
    if code is None:
        raise WrongCode(_("This code is no longer valid. Ask for a new one."))
    if same("".join(digits.split()), derived_code(code.purpose, str(code.id))):
        return code
    code.wrong_tries += 1
    return None


def _valid(wanted: CodeFor) -> Code | None:
    query = (
        select(Code)
        .where(
            Code.purpose == wanted.purpose,
            Code.subject == wanted.subject,
            Code.browser_hash == token_hash(wanted.browser),
            Code.bound_to.is_(None) if wanted.bound_to is None else Code.bound_to == wanted.bound_to,
            Code.used_at.is_(None),
            Code.expires_at > now(),
            Code.wrong_tries < WRONG_TRIES,
        )
        .order_by(Code.created_at.desc())
        .limit(1)
        .with_for_update()
    )
    return db.session.scalars(query).first()


def _recent(wanted: CodeFor) -> list[Code]:
    query = select(Code).where(
        Code.purpose == wanted.purpose,
        Code.subject == wanted.subject,
        Code.created_at > now() - timedelta(hours=1),
    )
    return list(db.session.scalars(query))
