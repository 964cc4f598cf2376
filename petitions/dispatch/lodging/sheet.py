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
from petitions.people import merge_queries as merges
from petitions.people.bodies import bodies, country_name
from petitions.people.formats.assembly import Printed, is_honorific
from petitions.people.models import Person
from petitions.people.spelling import words
from petitions.signing.models import Invitation, Signature

NO_GROUP = "NR"


@dataclass(frozen=True)
class Entry:
    """One signatory of an edition, and the line that stands for it."""

    row: EditionSignatory
    printed: Printed


def entries(edition: Edition) -> list[Entry]:
    """The signatories of the edition in the order of print, those who did not agree to be printed included."""
    persons = _persons(edition)
    return [Entry(row, _printed(row, *persons[row.signature_id])) for row in edition.signatories]


def on_sheet(edition: Edition) -> list[Entry]:
    """Those who stand on the sheet: they agreed to be printed."""
    return [entry for entry in entries(edition) if entry.row.is_printed]


def lines_of(found: Sequence[Entry]) -> str:
    """The lines as they are copied: one for each signatory, parted as the Assembly parts them."""
    return " ;\n".join(entry.printed.line for entry in found)


def without_honorific(found: Sequence[Entry]) -> list[str]:
    """The names before which the Assembly would print an honorific that is not on file."""
    return [entry.printed.name for entry in found if not entry.printed.honorific]


def as_text(campaign: Campaign, version: Version, lines: str) -> str:
    """The whole sheet as plain text: title, words, what it commits to, lines."""
    parts = [version.subject, version.body.strip(), load(campaign.instrument).disclaimer, lines]
    return "\n\n".join(filter(None, parts)) + "\n"


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


def _persons(edition: Edition) -> dict[object, tuple[Signature, Person]]:
    query = select(Signature).where(Signature.id.in_([row.signature_id for row in edition.signatories]))
    query = query.options(joinedload(Signature.invitation).joinedload(Invitation.person))
    return {signature.id: (signature, signature.invitation.person) for signature in db.session.scalars(query)}


def _printed(row: EditionSignatory, signature: Signature, person: Person) -> Printed:
    given_name, surname = _parts(row.name, signature, person)
    return Printed(
        honorific=person.honorific if is_honorific(person.honorific) else "",
        given_name=given_name,
        surname=surname,
        country=_country(row),
        group=row.group_code or NO_GROUP,
    )


def _parts(name: str, signature: Signature, person: Person) -> tuple[str, str]:
    """Given name and surname as printed then, even where the signatory has corrected the name to another surname since.

    Where the name ends with no surname on file, the parts on file stand for it.
    """
    found = name_parts(name, signature.surname)
    if found is None:
        found = next(filter(None, (name_parts(name, entry.surname) for entry in merges.selves(person))), None)
    return found or (person.given_name, person.surname)


def name_parts(name: str, surname: str) -> tuple[str, str] | None:
    """Given name and surname of a name as it was signed; None where it does not end with the surname as on file."""
    parts = name.split()
    for start in range(1, len(parts)):
        if words(" ".join(parts[start:])) == words(surname):
            return " ".join(parts[:start]), " ".join(parts[start:])
    return None


def _country(row: EditionSignatory) -> str:
    body = bodies().get(row.body)
    return body.prints(row.delegation) if body else country_name(row.delegation)
