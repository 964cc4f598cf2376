"""A text as pages show it: rendered, counted, and with what in it could mislead a reader."""

from dataclasses import dataclass

from markupsafe import Markup

from petitions.campaigns.instruments import Instrument, load
from petitions.campaigns.rules import check_text
from petitions.campaigns.words import length, sentence
from petitions.core.markdown import to_html
from petitions.core.text import BidiControl, bidi_controls
from petitions.drafting.models import Version
from petitions.drafting.rules import unfilled


@dataclass(frozen=True)
class Proof:
    """One text, ready to be read. ``hidden`` are characters that turn the direction of what stands around them."""

    language: str
    subject: str
    html: Markup
    length: str
    unmet: list[str]
    unfilled: list[str]
    hidden: list[BidiControl]
    hidden_in_subject: list[BidiControl]


def proof(subject: str, body: str, language: str, rules: Instrument, prefix: str = "") -> Proof:
    """Read a text for showing. ``prefix`` keeps the footnotes of several texts on one page apart.

    Raises `TextTooLong` and `NestedTooDeep`.
    """
    return Proof(
        language=language,
        subject=subject,
        html=to_html(body, prefix=prefix),
        length=length(rules, body),
        unmet=[sentence(unmet) for unmet in check_text(rules, body)],
        unfilled=unfilled(body),
        hidden=bidi_controls(body),
        hidden_in_subject=bidi_controls(subject),
    )


def proof_of(version: Version, prefix: str = "") -> Proof:
    """A stored version, ready to be read."""
    text = version.text
    return proof(version.subject, version.body, text.language, load(text.campaign.instrument), prefix)
