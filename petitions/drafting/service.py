"""Verbs of drafting: save a version; and those of `approvals`, for the slices above."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.service import move
from petitions.campaigns.states import PAUSING, CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, StalePage
from petitions.core.events import emit
from petitions.drafting import queries
from petitions.drafting.approvals.asking import ask_approvals, ask_review
from petitions.drafting.approvals.judging import approve, refuse
from petitions.drafting.events import VersionSaved
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.noted import note
from petitions.drafting.rules import UNDER_WAY, canonical_body, canonical_subject, fill, may_change, version_hash
from petitions.drafting.starters import fields_of

__all__ = [
    "UNDER_WAY",
    "Draft",
    "approve",
    "ask_approvals",
    "ask_review",
    "next_version",
    "refuse",
    "require_editable",
    "save_version",
]


@dataclass(frozen=True)
class Draft:
    """What a drafter typed. ``made_from`` is the number of the version that the page showed; 0: there was none.

    ``language`` counts for the first version only: it makes the text the authoritative one in that language.
    """

    subject: str
    body: str
    why: str
    made_from: int
    language: str = "en"


def save_version(actor: Actor, campaign: Campaign, draft: Draft) -> Version:
    """Keep the text as the next version. The same words as the latest version make no new one: that one is returned.

    A change while signatures are collected, or after closing, pauses signing and goes back to review.
    Merge fields are filled in from the case as it is now.
    Raises `StalePage` when the draft was not made from the latest version, `InvalidTransition` when the text can't
    change any more, `DomainError` for an empty one, `EmptyField` for a merge field that is unknown or empty,
    `UnprintableText`, `TextTooLong` and `NestedTooDeep`.
    """
    locked(campaign)
    require_editable(campaign)
    text = queries.text_of(campaign) or _start_text(campaign, draft.language)
    latest = queries.newest(text)
    version = next_version(actor, campaign, text, draft)
    if version is latest:
        return latest
    if campaign.state in PAUSING:
        move(actor, campaign, CampaignState.REVIEW, _("Version %(number)d was saved.", number=version.number))
    return version


def next_version(
    actor: Actor,
    campaign: Campaign,
    text: CampaignText,
    draft: Draft,
    *,
    follows_id: UUID | None = None,
    beside: dict[str, Any] | None = None,
) -> Version:
    """Keep the words as the next version of a text, of whatever language; under a lock of the campaign's row.

    The same words make no new version, unless they now follow another one. Nothing but the text changes.
    Raises `StalePage`, `DomainError`, `UnprintableText`, `TextTooLong` and `NestedTooDeep`, as `save_version` does.
    """
    subject, body = _words_of(draft, campaign)
    latest = queries.newest(text)
    digest = version_hash(subject, body)
    if latest is not None and (latest.sha256, latest.follows_id) == (digest, follows_id):
        return latest
    if draft.made_from != (latest.number if latest else 0):
        raise StalePage(_("Somebody saved a version while you wrote. Both texts are kept: compare, then save again."))
    version = Version(
        text_id=text.id,
        campaign_id=campaign.id,
        number=draft.made_from + 1,
        subject=subject,
        body=body,
        sha256=digest,
        why=draft.why.strip(),
        author_id=actor.id,
        author_label=actor.label,
        created_at=now(),
        follows_id=follows_id,
        beside=beside,
    )
    db.session.add(version)
    db.session.flush()
    note(actor, "version:save", version, campaign, draft.why.strip())
    emit(VersionSaved(campaign.id, version.id, version.number))
    return version


def require_editable(campaign: Campaign, *, is_translation: bool = False) -> None:
    """Raise `InvalidTransition` where the text, or its translations, can't change any more (`rules.may_change`)."""
    if may_change(campaign.state, is_translation=is_translation):
        return
    if is_translation:
        raise InvalidTransition(_("This campaign is withdrawn: its translations can’t change any more."))
    if campaign.state == CampaignState.WITHDRAWN:
        raise InvalidTransition(_("This campaign is withdrawn: its text can’t change any more."))
    raise InvalidTransition(_("The letter is sent: its text can’t change any more."))


def _words_of(draft: Draft, campaign: Campaign) -> tuple[str, str]:
    """Subject and body as they are stored: a version has no merge fields, only what they stood for."""
    if not draft.subject.strip():
        raise DomainError(_("Write the subject."))
    if not draft.body.strip():
        raise DomainError(_("Write the text."))
    values = fields_of(campaign.case)
    return canonical_subject(fill(draft.subject, values)), canonical_body(fill(draft.body, values))


def _start_text(campaign: Campaign, language: str) -> CampaignText:
    text = CampaignText(campaign_id=campaign.id, language=language, is_authoritative=True)
    db.session.add(text)
    db.session.flush()
    return text
