"""Verbs of translations: begin one, give it up while it is empty, save a version of it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError
from petitions.drafting import queries
from petitions.drafting.languages import LANGUAGES, language_name
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.paragraphs import Applied
from petitions.drafting.service import Draft, next_version, require_editable
from petitions.drafting.translations.queries import arrangement, translation_of
from petitions.drafting.translations.sides import Beside


@dataclass(frozen=True)
class Translated:
    """What a translator typed, beside a version of the authoritative text.

    ``has_looked`` says that every change up to that version was looked at: only then the translation follows it.
    """

    draft: Draft
    beside: Beside
    has_looked: bool = False


def start(actor: Actor, campaign: Campaign, language: str) -> CampaignText:
    """Begin a translation into a language. One that was begun already is returned.

    Raises `DomainError` for a language that is not offered or is the authoritative one, and where there is nothing to
    translate yet; `InvalidTransition` after withdrawal.
    """
    locked(campaign)
    require_editable(campaign, is_translation=True)
    if language not in LANGUAGES:
        raise DomainError(_("Choose one of the languages listed."))
    if queries.latest(campaign) is None:
        raise DomainError(_("There is nothing to translate yet. Write the text first."))
    text = queries.text_of(campaign, language)
    if text is not None and text.is_authoritative:
        raise DomainError(_("The text itself is in %(language)s.", language=language_name(language)))
    if text is not None:
        return text
    text = CampaignText(campaign_id=campaign.id, language=language, is_authoritative=False)
    db.session.add(text)
    db.session.flush()
    _record(actor, "translation:start", campaign, text)
    return text


def drop(actor: Actor, campaign: Campaign, language: str) -> None:
    """Take back a translation that was begun, as long as nothing is saved of it.

    Raises `NotFound` where there is none, `DomainError` once it has a version: versions are never deleted.
    """
    locked(campaign)
    require_editable(campaign, is_translation=True)
    text = translation_of(campaign, language)
    if queries.newest(text) is not None:
        raise DomainError(_("This translation has versions, and versions are never deleted."))
    _record(actor, "translation:drop", campaign, text)
    db.session.delete(text)
    db.session.flush()


def save(actor: Actor, campaign: Campaign, language: str, typed: Translated) -> Version:
    """Keep what was typed as the next version of a translation. Neither signing nor the campaign's state is touched.

    The first version follows the version that it was made beside; a later one only where every change was looked at,
    and never an older one than before. The same words that follow the same version make no new one.
    Raises `NotFound` where there is no such translation or version, `InvalidTransition` after withdrawal, and what
    `drafting.service.next_version` raises.
    """
    locked(campaign)
    require_editable(campaign, is_translation=True)
    text = translation_of(campaign, language)
    source = queries.numbered(campaign, typed.beside.number)
    latest = queries.newest(text)
    follows = _followed(source, latest.follows if latest else None, has_looked=typed.has_looked)
    _require_of_campaign(follows, campaign)
    return next_version(actor, campaign, text, typed.draft, follows_id=follows.id, beside=typed.beside.kept())


def reword(actor: Actor, version: Version, draft: Draft, done: Applied) -> Version:
    """Keep the latest version of a translation with single paragraphs changed, as suggestions ask for it.

    It goes on following what it followed, and each paragraph stands beside what it stood beside.
    Raises `InvalidTransition` after withdrawal, and what `drafting.service.next_version` raises.
    """
    campaign = version.text.campaign
    locked(campaign)
    require_editable(campaign, is_translation=True)
    kept = arrangement(version).after(done.sizes).kept()
    return next_version(actor, campaign, version.text, draft, follows_id=version.follows_id, beside=kept)


def _followed(source: Version, before: Version | None, *, has_looked: bool) -> Version:
    if before is None or (has_looked and source.number > before.number):
        return source
    return before


def _require_of_campaign(follows: Version, campaign: Campaign) -> None:
    """Hold what no constraint of the database can on SQLite, where no table is rebuilt (migration 0016)."""
    if follows.campaign_id != campaign.id or follows.translation:
        raise ValueError("A translation follows a version of its own campaign's authoritative text.")


def _record(actor: Actor, action: str, campaign: Campaign, text: CampaignText) -> None:
    name = language_name(text.language)
    record(actor, action, text, name, case_id=campaign.case_id, campaign_id=campaign.id)
