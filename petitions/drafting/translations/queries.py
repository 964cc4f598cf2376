"""Reads of translations: how each stands to the authoritative text, and which may be offered to readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.text import Part, difference
from petitions.drafting import queries
from petitions.drafting.languages import language_name
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.rules import whole
from petitions.drafting.translations.sides import Arranged, Beside, Row, beside, changed, parts_beside, side_by_side


@dataclass(frozen=True)
class Standing:
    """How a translation stands. ``version`` is its newest, None where nothing is saved; ``source`` the text's newest.

    ``changed`` counts what changed in the source since the version followed, its subject too; ``missing`` the
    paragraphs of the source that the translation has no words for.
    """

    language: str
    source: Version
    version: Version | None = None
    changed: int = 0
    missing: int = 0
    is_approved: bool = False

    @property
    def name(self) -> str:
        """What those who speak the language call it."""
        return language_name(self.language)

    @property
    def original(self) -> str:
        """The language of what is signed, by its own name."""
        return language_name(self.source.text.language)

    @property
    def follows(self) -> Version | None:
        """The version of the authoritative text that is followed."""
        return self.version.follows if self.version else None


def translations(campaign: Campaign) -> Sequence[CampaignText]:
    """The campaign's texts in other languages than the authoritative one."""
    others = CampaignText.is_authoritative.is_(False)
    query = select(CampaignText).where(CampaignText.campaign_id == campaign.id, others)
    return db.session.scalars(query.order_by(CampaignText.language)).all()


def translation_of(campaign: Campaign, language: str) -> CampaignText:
    """The translation into a language. Raises `NotFound`; the authoritative text is none."""
    text = queries.text_of(campaign, language) if language else None
    if text is None or text.is_authoritative:
        raise NotFound(_("There is no such translation of this text."))
    return text


def standings(campaign: Campaign) -> list[Standing]:
    """How every translation of the campaign stands."""
    source = queries.latest(campaign)
    return [standing(text, source) for text in translations(campaign)] if source else []


def standing(text: CampaignText, source: Version) -> Standing:
    """How the newest version of a translation stands to a version of the authoritative text."""
    version = queries.newest(text)
    if version is None:
        return Standing(text.language, source, missing=len(paragraphs(source.body)))
    return _standing_of(version, source)


def about(version: Version) -> Standing | None:
    """How this version stands to the newest of the authoritative text; None where it is of that text itself."""
    source = queries.latest(version.text.campaign) if version.translation else None
    return _standing_of(version, source) if source else None


def source_changes(version: Version) -> list[Part]:
    """What changed in the authoritative text since the version that a translation follows, word by word."""
    stands = about(version)
    if stands is None or stands.follows is None or stands.follows.id == stands.source.id:
        return []
    old, new = stands.follows, stands.source
    return difference(whole(old.subject, old.body), whole(new.subject, new.body))


def _standing_of(version: Version, source: Version) -> Standing:
    return Standing(
        language=version.text.language,
        source=source,
        version=version,
        changed=changed_since(version, source),
        missing=missing_in(version),
        is_approved=queries.is_approved(version),
    )


def changed_since(version: Version, source: Version) -> int:
    """How many paragraphs of the source, its subject counted as one, differ from the version that is followed."""
    followed = version.follows
    if followed is None or followed.id == source.id:
        return 0
    return int(followed.subject != source.subject) + changed(followed.body, source.body)


def missing_in(version: Version) -> int:
    """How many paragraphs of the source a translation has no words for."""
    arranged = _arranged(version)
    return sum(not text for text in beside(len(paragraphs(arranged.source)), arranged))


def rows(source: Version, version: Version | None) -> list[Row]:
    """The paragraphs of a version of the authoritative text with those of a translation beside them."""
    if version is None:
        return side_by_side(source.body, source.body, Arranged("", source.body))
    followed = version.follows or source
    return side_by_side(source.body, followed.body, _arranged(version))


def for_readers(opened: Version) -> list[Version]:
    """The translations that may be offered beside the version that is open: approved, and following exactly it."""
    query = select(Version).join(CampaignText, CampaignText.id == Version.text_id)
    query = query.where(Version.follows_id == opened.id, CampaignText.is_authoritative.is_(False))
    newest: dict[str, Version] = {}
    for version in db.session.scalars(query.order_by(Version.number.desc()).options(contains_eager(Version.text))):
        if version.text.language not in newest and queries.is_approved(version):
            newest[version.text.language] = version
    return [newest[language] for language in sorted(newest)]


def arrangement(version: Version) -> Beside:
    """Beside which paragraphs of which version those of a translation stand, be it kept with it or not."""
    source, own = _arranged_by(version), _arranged(version)
    return Beside(source.number, tuple(parts_beside(len(paragraphs(own.source)), own)))


def _arranged(version: Version) -> Arranged:
    kept = Beside.read(version.beside)
    return Arranged(version.body, _arranged_by(version).body, kept.parts if kept else ())


def _arranged_by(version: Version) -> Version:
    kept = Beside.read(version.beside)
    return queries.numbered(version.text.campaign, kept.number) if kept else (version.follows or version)
