"""The lodging sheet: the text, and its signatories in the Assembly's own lines with room for each one's own hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch import pdf
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.dispatch.sheet import Labels, LetterSheet
from petitions.drafting.models import Version
from petitions.people.formats.assembly import Printed
from petitions.people.models import Person
from petitions.signing.display import on_register
from petitions.signing.lines import PARTED, as_assembly_prints, parts
from petitions.signing.models import Invitation, Signature
from petitions.signing.naming import surnames_then


@dataclass(frozen=True)
class Entry:
    """One signatory of an edition, and the line that stands for it."""

    row: EditionSignatory
    printed: Printed


def entries(edition: Edition) -> list[Entry]:
    """The signatories of the edition in the order of print, those who did not agree to be printed included."""
    persons = _persons(edition)
    return [Entry(row, as_assembly_prints(parts(row, *persons[row.signature_id]))) for row in edition.signatories]


def on_sheet(edition: Edition) -> list[Entry]:
    """Those who stand on the sheet: they agreed to be printed."""
    return [entry for entry in entries(edition) if entry.row.is_printed]


def lines_of(found: Sequence[Entry]) -> str:
    """The lines as they are copied: one for each signatory, parted as the Assembly parts them."""
    return PARTED.join(entry.printed.line for entry in found)


def without_honorific(found: Sequence[Entry]) -> list[str]:
    """The names before which the Assembly would print an honorific that is not on file."""
    return [entry.printed.name for entry in found if not entry.printed.honorific]


def as_text(campaign: Campaign, version: Version, lines: str) -> str:
    """The whole sheet as plain text: title, words, what it commits to, lines."""
    whole = [version.subject, version.body.strip(), load(campaign.instrument).disclaimer, lines]
    return "\n\n".join(filter(None, whole)) + "\n"


def as_pdf(campaign: Campaign, version: Version, edition: Edition, found: Sequence[Entry], on: date) -> bytes:
    """The whole sheet as PDF. Raises `DomainError` in plain words for what can't be printed."""
    return pdf.render(as_sheet(campaign, version, edition, found, on))


def as_sheet(campaign: Campaign, version: Version, edition: Edition, found: Sequence[Entry], on: date) -> LetterSheet:
    """All that the sheet shows, in the words of its own language."""
    with force_locale(version.text.language):
        return LetterSheet(
            language=version.text.language,
            place="",
            date="",
            day=on,
            sender=(),
            addressees=(),
            subject=version.subject,
            body=version.body,
            signatories=(),
            count=_("Signatories"),
            campaign=campaign.title,
            version=version.number,
            sha256=version.sha256,
            edition=edition.number,
            lines=tuple(entry.printed.line for entry in found),
            disclaimer=load(campaign.instrument).disclaimer,
            labels=_labels(),
        )


def _labels() -> Labels:
    return Labels(
        page=_("Page {page} of {pages}"),
        version=_("Version {version}, edition {edition}"),
        own_hand=_("Signature"),
        fingerprint=_("SHA-256 of the text: {sha256}"),
    )


def _persons(edition: Edition) -> dict[object, tuple[str, Person | None]]:
    """By signature the surname under which it was given, and its bearer on the register unless shown by initials."""
    query = select(Signature).where(Signature.id.in_([row.signature_id for row in edition.signatories]))
    query = query.options(joinedload(Signature.invitation).joinedload(Invitation.person))
    signed = db.session.scalars(query).all()
    surnames = surnames_then(signed, {row.signature_id: row.name for row in edition.signatories})
    return {one.id: (surnames[one.id], on_register(one)) for one in signed}
