"""A version on paper before it leaves: the letter as it would be printed, marked on every page as a draft."""

from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.clock import now, today
from petitions.dispatch import letters, pdf, petition_editions, queries
from petitions.dispatch.lodging import sheet as lodging
from petitions.dispatch.models import Edition
from petitions.dispatch.sheet import LetterSheet
from petitions.drafting.languages import language_name
from petitions.drafting.models import Version
from petitions.signing import queries as signing


def as_pdf(campaign: Campaign, version: Version) -> bytes:
    """The proof of this version, of today. Writes nothing.

    Raises `DomainError` in plain words for what can't be printed.
    """
    return pdf.render(_marked(_sheet(campaign, version), version))


def _sheet(campaign: Campaign, version: Version) -> LetterSheet:
    """What would be printed: the offices that exist today, and who signed if this version is the open one."""
    rules, is_open = load(campaign.instrument), version.id == campaign.open_version_id
    # Nobody closed this edition and it is never stored: it only lends its shape to the sheet.
    edition = Edition(campaign_id=campaign.id, version_id=version.id, number=campaign.edition, closed_at=now())
    if is_open and signing.is_petition(campaign):
        petition_editions.lend(campaign, version, edition)
        return letters.as_sheet(campaign, version, edition, queries.valid_addressees(campaign), today())
    signatures = signing.in_force(campaign) if is_open else []
    edition.signatories = letters.listed(rules, edition, signatures, version.text.language)
    if rules.is_lodged:
        return lodging.as_sheet(campaign, version, edition, lodging.on_sheet(edition), today())
    ended = {signature.id for signature in signing.lapsed(signatures)}
    return letters.as_sheet(campaign, version, edition, queries.valid_addressees(campaign), today(), ended)


def _marked(sheet: LetterSheet, version: Version) -> LetterSheet:
    """The sheet as a draft; it has no edition yet, so none is named. A translation says what is signed instead."""
    with force_locale(version.text.language):
        labels = replace(sheet.labels, draft=_("DRAFT"), version=_("Version {version}"))
        if version.follows is not None:
            labels = replace(
                labels,
                version=_("Translation, version {version}"),
                fingerprint=_("SHA-256 of this translation: {sha256}"),
                notice=_notice(version.follows),
            )
        return replace(sheet, labels=labels)


def _notice(followed: Version) -> str:
    return _(
        "A translation for information. It follows version %(number)d of the text in %(language)s: that text is what"
        " is signed and sent.",
        number=followed.number,
        language=language_name(followed.text.language),
    )
