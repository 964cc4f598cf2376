"""What the page shows on which a translation is written: the paragraphs of the text with what stands beside each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from markupsafe import Markup

from petitions.campaigns.models import Campaign
from petitions.core.errors import NotFound, StalePage
from petitions.core.markdown import to_html
from petitions.drafting import queries
from petitions.drafting.models import Version
from petitions.drafting.translations.forms import TranslateForm, number_in
from petitions.drafting.translations.queries import rows
from petitions.drafting.translations.sides import Row, Since

_PER_LINE = 44
"""How many letters stand in a line of a field, roughly: only its first height rests on it."""


@dataclass(frozen=True)
class Side:
    """One row of the page. ``lines`` is how high its field begins."""

    row: Row
    html: Markup
    number: int
    lines: int

    @property
    def is_marked(self) -> bool:
        """Whether something about the paragraph has to be looked at."""
        return self.row.since != Since.SAME


def sides(found: Sequence[Row]) -> list[Side]:
    """The rows as the page shows them, numbered from 1."""
    return [
        Side(row, to_html(row.source, prefix=f"source-{number}-"), number, _lines(row.text or row.source))
        for number, row in enumerate(found, start=1)
    ]


def typed_rows(form: TranslateForm, source: Version, made_from: Version | None) -> list[Row]:
    """The rows of the page that was sent, with what was typed in them.

    Raises `StalePage` where the page does not say beside what its fields stand.
    """
    texts, places = form.texts, form.stand
    known = rows(source, made_from)
    if [row.place for row in known] != places:
        known = _as_sent(places, rows(source, None))
    if len(texts) != len(places) or not known:
        message = _("This page does not say which paragraphs it shows. Open it anew; what you wrote is kept here.")
        raise StalePage(message)
    return [replace(row, text=text) for row, text in zip(known, texts, strict=True)]


def _as_sent(places: Sequence[int | None], fresh: Sequence[Row]) -> list[Row]:
    """The rows in the order in which the page had them; none where they are not all of the text's."""
    if [place for place in places if place is not None] != list(range(len(fresh))):
        return []
    return [Row(None, "", "", Since.GONE) if place is None else fresh[place] for place in places]


def source_of(form: TranslateForm, campaign: Campaign) -> Version:
    """The version of the text that the page showed. Raises `StalePage` where it does not say."""
    try:
        return queries.numbered(campaign, number_in(form.source.data))
    except NotFound as unsaid:
        message = _("This page does not say which version it translates. Open it anew; what you wrote is kept here.")
        raise StalePage(message) from unsaid


def _lines(text: str) -> int:
    return max(3, sum(1 + len(line) // _PER_LINE for line in text.split("\n")) + 1)
