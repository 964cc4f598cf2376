"""What was typed on the page on which a translation is written, beside what the page showed."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.errors import NotFound, StalePage
from petitions.drafting import queries
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.translations.forms import TranslateForm
from petitions.drafting.translations.queries import rows
from petitions.drafting.translations.sides import Row, Since


def typed_rows(form: TranslateForm, source: Version, before: Version | None) -> list[Row]:
    """The rows of the page that was sent, with what was typed in them.

    Raises `StalePage` where the page does not say beside what its fields stand.
    """
    texts, places = form.texts, form.stand
    known = rows(source, before)
    if [row.place for row in known] != places:
        known = _as_sent(places, rows(source, None))
    if len(texts) != len(places) or not known:
        message = _("This page does not say which paragraphs it shows. Open it anew; what you wrote is kept here.")
        raise StalePage(message)
    return [replace(row, text=text) for row, text in zip(known, texts, strict=True)]


def source_of(form: TranslateForm, campaign: Campaign) -> Version:
    """The version of the text that the page showed. Raises `StalePage` where it does not say."""
    try:
        return queries.numbered(campaign, form.beside)
    except NotFound as unsaid:
        message = _("This page does not say which version it translates. Open it anew; what you wrote is kept here.")
        raise StalePage(message) from unsaid


def made_from(form: TranslateForm, text: CampaignText) -> Version | None:
    """The version of the translation that the page showed; None where there was none."""
    try:
        return queries.numbered(text.campaign, form.number, text.language)
    except NotFound:
        return None


def _as_sent(places: Sequence[int | None], fresh: Sequence[Row]) -> list[Row]:
    """The rows in the order in which the page had them; none where they are not all of the text's."""
    if [place for place in places if place is not None] != list(range(len(fresh))):
        return []
    return [Row(None, "", "", Since.GONE) if place is None else fresh[place] for place in places]
