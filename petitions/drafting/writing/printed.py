"""The letter as it will be printed: what stands above and below its words, its parts, and what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from petitions.accounts.models import Organisation
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.blocks import Block
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.i18n import direction
from petitions.core.markdown import as_html, to_blocks
from petitions.core.text import visible
from petitions.drafting.proof import Proof, proof
from petitions.drafting.rules import EmptyField, fill
from petitions.drafting.starters import fields_of
from petitions.drafting.writing.annexes import divided
from petitions.drafting.writing.queries import Office, offices_of
from petitions.drafting.writing.rules import outline
from petitions.drafting.writing.words import EXPECTED, Part, consists_of, gaps

PREFIX = "preview-"


@dataclass(frozen=True)
class Printed:
    """One text as its letter will show it. What is lodged has no head: neither sender nor place, date or addressees.

    ``lacks`` are sentences on what is missing, ``unfilled_field`` on a merge field that can't be filled in.
    """

    language: str
    direction: str
    has_head: bool
    sender: str
    place: str
    date: str
    addressees: list[list[str]]
    subject: str
    main: Markup
    annexes: list[Markup]
    notes: Markup
    parts: list[tuple[str, str]]
    lacks: list[str]
    unfilled_field: str
    proof: Proof


def printed(campaign: Campaign, language: str, subject: str, body: str) -> Printed:
    """The letter of these words, were it sent today. Raises `TextTooLong` and `NestedTooDeep`."""
    subject, body, trouble = _filled(campaign, subject, body)
    found, shown = outline(body, language), divided(to_blocks(body), language)
    offices, rules = offices_of(campaign), load(campaign.instrument)
    return Printed(
        language=language,
        direction=direction(language),
        has_head=not rules.is_lodged,
        sender=db.session.get_one(Organisation, campaign.organisation_id).name,
        place=campaign.place,
        date=format_date(today(), "long", locale=language),
        addressees=[[office.name, *office.lines.splitlines()] for office in offices],
        subject=visible(subject),
        main=_html(shown.main),
        annexes=[_html(annex) for annex in shown.annexes],
        notes=_html(shown.notes),
        parts=[(label, visible(value)) for label, value in consists_of(found)],
        lacks=[*map(visible, gaps(found, campaign.instrument)), *_around(campaign, offices)],
        unfilled_field=trouble,
        proof=proof(subject, body, language, campaign, PREFIX),
    )


def _html(blocks: Iterable[Block]) -> Markup:
    return visible(as_html(blocks, PREFIX))


def _filled(campaign: Campaign, subject: str, body: str) -> tuple[str, str, str]:
    """Subject and body with their merge fields filled in, or as typed with what is wrong with one of them."""
    values = fields_of(campaign.case)
    try:
        return fill(subject, values), fill(body, values), ""
    except EmptyField as error:
        return subject, body, error.message


def _around(campaign: Campaign, offices: Sequence[Office]) -> list[str]:
    """What is missing of the letter outside its text."""
    expected = EXPECTED[campaign.instrument]
    said = []
    if Part.PLACE in expected and not campaign.place:
        said.append(_("The campaign names no place, so the letter begins with the date alone."))
    if Part.ADDRESSEES in expected and not offices:
        said.append(_("No office is chosen yet, so the letter is addressed to nobody."))
    return said
