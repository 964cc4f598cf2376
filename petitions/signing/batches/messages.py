"""What organisers write above the standing text of an invitation, in each language."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, StalePage
from petitions.drafting import queries as drafting
from petitions.drafting.languages import language_name
from petitions.signing.batches.models import InvitationMessage
from petitions.signing.batches.rules import hides_a_link, paragraphs
from petitions.signing.models import Invitation


class NotPlain(DomainError):
    """The words hold HTML, or a link behind other words."""


class Messages:
    """The organisers' own words of one campaign, read once, however many are invited."""

    def __init__(self, campaign: Campaign) -> None:
        self.own_language = own_language(campaign)
        self._bodies = {message.language: message.body for message in messages(campaign)}

    def to(self, invitation: Invitation) -> dict[str, Any]:
        """What the templates of a mail show: the words in the invited person's language, else in the campaign's."""
        language, body = self.in_language(invitation.language)
        return {"message": body, "message_parts": paragraphs(body), "message_language": language}

    def in_language(self, language: str) -> tuple[str, str]:
        """The words in a language, else in the campaign's own, else none; and the language that they are in."""
        told = language if language in self._bodies else self.own_language
        return told, self._bodies.get(told, "")


def own_language(campaign: Campaign) -> str:
    """The language of the authoritative text; English before there is one."""
    text = drafting.text_of(campaign)
    return text.language if text else "en"


def messages(campaign: Campaign) -> Sequence[InvitationMessage]:
    """The words that were written, by language."""
    query = select(InvitationMessage).where(InvitationMessage.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(InvitationMessage.language)).all()


def message_in(campaign: Campaign, language: str) -> InvitationMessage | None:
    """The words in this language, if any were written."""
    return next((message for message in messages(campaign) if message.language == language), None)


def write_message(actor: Actor, campaign: Campaign, language: str, body: str, made_from: int) -> None:
    """Write the organisers' words in a language, or with none remove them. What was sent before stays as it was.

    ``made_from`` is the revision that the page showed, 0 where nothing was written yet. Raises `StalePage`, and
    `NotPlain` for HTML or a link behind other words.
    """
    if hides_a_link(body):
        raise NotPlain(
            _("Write plain text, and each address out in full: what a link behind other words hides, nobody sees.")
        )
    locked(campaign)
    before = message_in(campaign, language)
    if (before.revision if before else 0) != made_from:
        raise StalePage(_("Somebody changed these words while you wrote. Read what is stored now, below yours."))
    if (before.body if before else "") == body:
        return
    written = _stored(actor, campaign, language, body, before)
    action = "invitation_message:write" if body else "invitation_message:remove"
    record(actor, action, written, language_name(language), case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()


def _stored(
    actor: Actor, campaign: Campaign, language: str, body: str, before: InvitationMessage | None
) -> InvitationMessage:
    """The row as it is to be; it goes where nothing is left to say."""
    row = before or InvitationMessage(campaign_id=campaign.id, language=language, revision=0)
    if not body:
        db.session.delete(row)
        return row
    row.body, row.revision = body, row.revision + 1
    row.written_by, row.written_at = actor.label, now()
    db.session.add(row)
    return row
