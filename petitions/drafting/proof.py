"""A text as pages show it: rendered, counted, and with what in it could mislead a reader."""

from dataclasses import dataclass

from markupsafe import Markup

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import check_text
from petitions.campaigns.words import length, sentence
from petitions.cases.rules import FoundName, protected_found
from petitions.core.markdown import plain_text, to_html
from petitions.core.text import BidiControl, bidi_controls
from petitions.drafting.models import Version
from petitions.drafting.rules import unfilled


@dataclass(frozen=True)
class Proof:
    """One text, ready to be read. ``hidden`` are characters that turn the direction of what stands around them.

    ``protected`` are names of the case that must not become public, in the text or in the campaign's title or address.
    """

    language: str
    subject: str
    html: Markup
    length: str
    unmet: list[str]
    unfilled: list[str]
    hidden: list[BidiControl]
    hidden_in_subject: list[BidiControl]
    protected: list[FoundName]


def proof(subject: str, body: str, language: str, campaign: Campaign, prefix: str = "") -> Proof:
    """Read a text of a campaign for showing. ``prefix`` keeps the footnotes of several texts on one page apart.

    Raises `TextTooLong` and `NestedTooDeep`.
    """
    rules = load(campaign.instrument)
    return Proof(
        language=language,
        subject=subject,
        html=to_html(body, prefix=prefix),
        length=length(rules, body),
        unmet=[sentence(unmet) for unmet in check_text(rules, body)],
        unfilled=unfilled(body),
        hidden=bidi_controls(body),
        hidden_in_subject=bidi_controls(subject),
        protected=_protected(campaign, subject, body),
    )


def proof_of(version: Version, prefix: str = "") -> Proof:
    """A stored version, ready to be read."""
    text = version.text
    return proof(version.subject, version.body, text.language, text.campaign, prefix)


def _protected(campaign: Campaign, subject: str, body: str) -> list[FoundName]:
    """As a reader sees the text: emphasis inside a word doesn't part it. What stands behind links counts too."""
    names = [row.name for row in campaign.case.protected]
    if not names:
        return []
    around = "\n".join((campaign.title, campaign.slug.replace("-", " "), subject))
    found = protected_found(plain_text(body), names) or protected_found(body, names)
    return protected_found(around, names) + found
