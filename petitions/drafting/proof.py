"""A text as pages show it: rendered, counted, and with what in it could mislead a reader."""

from dataclasses import dataclass

from flask_babel import ngettext
from markupsafe import Markup

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import check_text
from petitions.campaigns.words import length, sentence
from petitions.cases.rules import FoundName, protected_found
from petitions.core.i18n import direction
from petitions.core.markdown import plain_text, to_html
from petitions.core.text import BidiControl, bidi_controls, visible, word_count
from petitions.drafting.languages import language_name
from petitions.drafting.models import Version
from petitions.drafting.rules import unfilled
from petitions.drafting.translations.conventions import Marks, convention
from petitions.drafting.translations.days import OddDay, odd_days
from petitions.drafting.translations.quoting import OddMarks, odd_marks


@dataclass(frozen=True)
class Proof:
    """One text, ready to be read. ``hidden`` are characters that turn the direction of what stands around them.

    Marks and days are odd that the language of the text writes in another way.

    ``protected`` are names of the case that must not become public, in the text or in the campaign's title or address.
    """

    language: str
    subject: str
    html: Markup
    length: str
    unmet: list[str]
    unfilled: list[str]
    odd_marks: list[OddMarks]
    odd_days: list[OddDay]
    hidden: list[BidiControl]
    hidden_in_subject: list[BidiControl]
    protected: list[FoundName]

    @property
    def direction(self) -> str:
        """In which direction the language is written, as HTML says it."""
        return direction(self.language)

    @property
    def language_name(self) -> str:
        """What those who speak the language call it."""
        return language_name(self.language)

    @property
    def marks(self) -> Marks:
        """The quotation marks of the language."""
        return convention(self.language).outer

    @property
    def inner_marks(self) -> Marks:
        """Those that stand inside a quotation."""
        return convention(self.language).inner


def proof(
    subject: str, body: str, language: str, campaign: Campaign, prefix: str = "", *, is_sent: bool = True
) -> Proof:
    """Read a text of a campaign for showing. ``prefix`` keeps the footnotes of several texts on one page apart.

    What is not sent, as a translation, may have any length.
    Raises `TextTooLong` and `NestedTooDeep`.
    """
    rules = load(campaign.instrument)
    return Proof(
        language=language,
        subject=visible(subject),
        html=visible(to_html(body, prefix=prefix)),
        length=length(rules, body) if is_sent else counted(body),
        unmet=[sentence(unmet) for unmet in check_text(rules, body)] if is_sent else [],
        unfilled=unfilled(body),
        odd_marks=odd_marks(subject, body, language),
        odd_days=odd_days(subject, body, language),
        hidden=bidi_controls(body),
        hidden_in_subject=bidi_controls(subject),
        protected=protected_in(campaign, subject, body),
    )


def counted(body: str) -> str:
    """How many words a text has, where no body counts them."""
    return str(ngettext("%(num)d word", "%(num)d words", word_count(body)))


def proof_of(version: Version, prefix: str = "") -> Proof:
    """A stored version, ready to be read."""
    text = version.text
    return proof(version.subject, version.body, text.language, text.campaign, prefix, is_sent=text.is_authoritative)


def protected_in(campaign: Campaign, subject: str, body: str) -> list[FoundName]:
    """The protected names of the case in the campaign's title and address, and in a text of it, with what is around.

    As a reader sees the text: emphasis inside a word doesn't part it. What stands behind links counts too.
    """
    names = [row.name for row in campaign.case.protected]
    if not names:
        return []
    above = [
        one
        for line in (campaign.title, campaign.slug.replace("-", " "), subject)
        for one in protected_found(line, names)
    ]
    found = protected_found(plain_text(body), names)
    seen = {one.name for one in found}
    return above + found + protected_found(body, [name for name in names if name not in seen])
