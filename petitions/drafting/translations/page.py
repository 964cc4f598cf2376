"""What the page shows on which a translation is written: the paragraphs of the text with what stands beside each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from petitions.core.errors import DomainError
from petitions.core.i18n import direction
from petitions.core.markdown import to_html
from petitions.core.text import difference
from petitions.drafting import queries
from petitions.drafting.languages import language_name
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.proof import Proof, proof, proof_of
from petitions.drafting.rules import whole
from petitions.drafting.service import require_editable
from petitions.drafting.translations.fields import fields_of_paragraphs, together
from petitions.drafting.translations.forms import TranslateForm
from petitions.drafting.translations.sides import Row, Since
from petitions.drafting.translations.typed import typed_rows
from petitions.drafting.writing.kept_words import kept, saved_meanwhile
from petitions.drafting.writing.models import WorkingCopy

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


def page(form: TranslateForm, text: CampaignText, source: Version, rows: Sequence[Row], **more: object) -> str:
    """The whole page."""
    form.show(rows)
    version = queries.newest(text)
    current, refused = _read(form, text, [row.text for row in rows])
    return render_template(
        "drafting/translations/translate.html",
        form=form,
        campaign=text.campaign,
        language=text.language,
        name=language_name(text.language),
        direction=direction(text.language),
        source=source,
        newest=queries.latest(text.campaign),
        original=language_name(source.text.language),
        source_direction=direction(source.text.language),
        followed=version.follows if version else None,
        version=version,
        sides=_sides(rows),
        current=current,
        refused=refused,
        **more,
    )


def both(form: TranslateForm, text: CampaignText, source: Version, rows: Sequence[Row], **more: object) -> str:
    """The page with a version that was saved meanwhile and the difference; saving once more is then a decision.

    What changed in the text is told since the version that the one saved meanwhile follows: saving goes on from there.
    """
    stored = queries.newest(text)
    form.made_from.data = str(stored.number if stored else 0)
    if stored is None:
        return page(form, text, source, rows, **more)
    ask_follow(form, source, stored)
    rows = typed_rows(form, source, stored if _may_lag(source, stored) else None)
    body, _sizes = together([row.text for row in rows])
    parts = difference(whole(stored.subject, stored.body), whole(form.subject.data or "", f"{body}\n"))
    return page(form, text, source, rows, stored=stored, stored_proof=proof_of(stored, "stored-"), parts=parts, **more)


def said_while_typing(form: TranslateForm, text: CampaignText, copy: WorkingCopy | None) -> dict[str, Any]:
    """What a script puts into the page: the translation as it reads, its length, and whether the words are kept."""
    current, refused = _read(form, text, form.texts)
    trouble = _trouble(form, text)
    shown = {"current": current, "refused": refused, "trouble": trouble}
    return {
        "preview": render_template("drafting/translations/live.html", **shown),
        "count": current.length if current else refused,
        "over": bool(refused),
        "kept": kept(copy),
        "trouble": trouble,
    }


def ask_follow(form: TranslateForm, source: Version, version: Version | None) -> None:
    """Ask whether every change was looked at, where the text has changed since the version that is followed."""
    followed = version.follows if version else None
    form.asks_follow = followed is not None and followed.number < source.number
    if followed is not None and form.asks_follow:
        form.ask_follow(followed.number, source.number)


def _may_lag(source: Version, version: Version) -> bool:
    """Whether the text on the page is the one that the version follows, or a later one."""
    return version.follows is not None and version.follows.number <= source.number


def _read(form: TranslateForm, text: CampaignText, typed: Sequence[str]) -> tuple[Proof | None, str]:
    """The translation as far as it can be read, and why it can't."""
    body, sizes = together(typed)
    if not body:
        return None, ""
    try:
        read = proof(form.subject.data or "", body, text.language, text.campaign, "preview-", is_sent=False)
    except DomainError as error:
        return None, error.message
    return _as_labelled(read, fields_of_paragraphs(form.stand, sizes)), ""


def _as_labelled(read: Proof, numbers: Sequence[int]) -> Proof:
    """With what is odd said of the fields in which it stands, as the page numbers them."""
    known = [0, *numbers]
    return replace(
        read,
        odd_marks=[replace(odd, paragraphs=tuple({known[n]: None for n in odd.paragraphs})) for odd in read.odd_marks],
        odd_days=[replace(odd, paragraph=known[odd.paragraph]) for odd in read.odd_days],
    )


def _trouble(form: TranslateForm, text: CampaignText) -> str:
    """What would keep these words from being saved as they are, and what they do not rest on yet."""
    try:
        require_editable(text.campaign, is_translation=True)
    except DomainError as error:
        return error.message
    source = queries.latest(text.campaign)
    if source is None or source.number == form.beside:
        return saved_meanwhile(queries.newest(text), form.number)
    newer = _(
        "%(who)s saved version %(number)d of the text meanwhile. Save this, then open the page again: it shows what"
        " changed.",
        who=source.author_label,
        number=source.number,
    )
    return " ".join(filter(None, (saved_meanwhile(queries.newest(text), form.number), newer)))


def _sides(found: Sequence[Row]) -> list[Side]:
    """The rows as the page shows them, numbered from 1."""
    return [
        Side(row, to_html(row.source, prefix=f"source-{number}-"), number, _lines(row.text or row.source))
        for number, row in enumerate(found, start=1)
    ]


def _lines(text: str) -> int:
    return max(3, sum(1 + len(line) // _PER_LINE for line in text.split("\n")) + 1)
