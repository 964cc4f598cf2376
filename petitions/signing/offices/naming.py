"""Naming a delegate and taking that back. Only whoever reads the registered mailbox does either."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked, one_at_a_time
from petitions.core.sealed import keyring
from petitions.signing.offices import belonging, mail
from petitions.signing.offices.errors import DelegateRefused
from petitions.signing.offices.models import Delegate

MOST_A_DAY = 5
"""So many can be named in a day, since each gets a mail."""


def name_delegate(actor: Actor, member: str, name: str, address: str) -> Delegate:
    """From now on whoever reads this address prepares the letters of the registered address ``member``.

    Both are told by mail. Raises `DelegateRefused` for the registered address itself, for somebody named before,
    where no letter belongs to the registered address, and beyond `MOST_A_DAY`.
    """
    ring = keyring()
    one_at_a_time(f"delegates {ring.index(member)}")
    _require_nameable(ring.index(member), ring.index(address))
    delegate = Delegate(member=member, name=name, email=address, named_by=actor.label, named_at=now())
    try:
        with db.session.begin_nested():
            db.session.add(delegate)
    except IntegrityError as twice:
        raise DelegateRefused(_("%(name)s is your delegate already.", name=name)) from twice
    record(actor, "delegate:name", delegate, name)
    mail.tell_member(delegate)
    mail.tell_delegate(delegate)
    return delegate


def end_delegate(actor: Actor, delegate: Delegate) -> None:
    """The delegate sees nothing more, and what they prepared is prepared no longer. Ending twice changes nothing."""
    locked(delegate)
    if delegate.ended_at is None:
        delegate.ended_at = now()
        record(actor, "delegate:end", delegate, delegate.name)


def _require_nameable(member_index: str, address_index: str) -> None:
    if member_index == address_index:
        raise DelegateRefused(
            _("This is your own address. A delegate needs another one, so that it shows who prepared and who signed.")
        )
    if not belonging.invitations_of(member_index):
        raise DelegateRefused(_("No letter belongs to your address, so there is nothing to prepare."))
    of_member = Delegate.member_index == member_index
    if _count(of_member, Delegate.named_at > now() - timedelta(days=1)) >= MOST_A_DAY:
        raise DelegateRefused(_("You named %(num)d people within a day. Name the next one tomorrow.", num=MOST_A_DAY))
    if _count(
        Delegate.member_index == member_index, Delegate.email_index == address_index, Delegate.ended_at.is_(None)
    ):
        raise DelegateRefused(_("This address is your delegate’s already."))


def _count(*where: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Delegate).where(*where)) or 0
