"""From a closed edition to its letter: whose names stand under it, and its PDF."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts.models import Organisation
from petitions.campaigns import capacities
from petitions.campaigns.instruments import Instrument, load
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import Signatory, by_capacity
from petitions.core.db import db
from petitions.dispatch import pdf
from petitions.dispatch.models import Addressee, Edition, EditionSignatory
from petitions.dispatch.petition_editions import is_named, signatories
from petitions.dispatch.sheet import Labels, LetterSheet
from petitions.dispatch.sheet import Signatory as Printed
from petitions.drafting.models import Version
from petitions.people.bodies import bodies, country_name
from petitions.signing.by_hand.models import BY_HAND
from petitions.signing.by_hand.words import how
from petitions.signing.display import Shown, shown_as
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order
from petitions.signing.supporters.rules import ANYONE


def listed(
    rules: Instrument, edition: Edition, signatures: Iterable[Signature], language: str
) -> list[EditionSignatory]:
    """The rows of an edition, in the order of print, each as it is printed; whoever is not, is counted."""
    with force_locale(language):
        return [
            _row(edition, position, signature, shown_as(signature, ConsentKind.PRINT))
            for position, signature in enumerate(in_order(rules, signatures, language), start=1)
        ]


def _row(edition: Edition, position: int, signature: Signature, shown: Shown | None) -> EditionSignatory:
    return EditionSignatory(
        edition_id=edition.id,
        signature_id=signature.id,
        position=position,
        name=shown.name if shown else signature.name,
        body=signature.body,
        capacity=shown.capacity if shown else signature.capacity,
        delegation=signature.delegation,
        group_code=signature.group_code,
        is_printed=shown is not None,
    )


def render(
    campaign: Campaign,
    version: Version,
    edition: Edition,
    addressees: Sequence[Addressee],
    on: date,
    lapsed: Collection[UUID] = (),
) -> bytes:
    """The letter of that day as PDF. ``lapsed`` are signatures printed "as of signing".

    Raises `DomainError` in plain words when a letter or a sign of it can't be printed.
    """
    return pdf.render(as_sheet(campaign, version, edition, addressees, on, lapsed))


def as_sheet(
    campaign: Campaign,
    version: Version,
    edition: Edition,
    addressees: Sequence[Addressee],
    on: date,
    lapsed: Collection[UUID] = (),
) -> LetterSheet:
    """All that the letter of that day shows, in the words of its own language."""
    language, rules = version.text.language, load(campaign.instrument)
    shown = [row for row in signatories(edition) if row.is_printed]
    given = _given_by_hand(edition)
    with force_locale(language):
        return LetterSheet(
            language=language,
            place=campaign.place,
            date=format_date(on, "long", locale=language),
            day=on,
            sender=_sender(organisation_of(campaign)),
            addressees=tuple((office.name, *office.lines.splitlines()) for office in addressees),
            subject=version.subject,
            body=version.body,
            signatories=tuple(_printed(rules, row, language, _notes(row, given, lapsed)) for row in shown),
            disclaimer=rules.disclaimer,
            count=count_in_words(edition),
            unnamed=unnamed_in_words(edition),
            campaign=campaign.title,
            version=version.number,
            sha256=version.sha256,
            edition=edition.number,
            labels=_labels(),
        )


def organisation_of(campaign: Campaign) -> Organisation:
    """The organisation in whose name the letter goes."""
    return db.session.get_one(Organisation, campaign.organisation_id)


def _sender(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, organisation.contact) if organisation.contact else (organisation.name,)


def count_in_words(edition: Edition) -> str:
    """How many signed, each counted in its own capacity, and how many of them are not named where others are."""
    if edition.size is not None:
        said, hidden = capacities.in_words([(ANYONE, edition.size)]), edition.size - (edition.printed or 0)
    else:
        said = capacities.in_words(by_capacity([Signatory(row.body) for row in edition.signatories]))
        hidden = sum(not row.is_printed for row in edition.signatories)
    if not hidden or not is_named(edition):
        return said
    return _("%(count)s; %(hidden)d of them asked not to be named here", count=said, hidden=hidden)


def unnamed_in_words(edition: Edition) -> str:
    """Why nobody of those who signed is named; empty where they are not too many for that."""
    return "" if is_named(edition) else _("So many names are not printed here. The list of them is kept.")


def _printed(rules: Instrument, row: EditionSignatory, language: str, notes: Iterable[str]) -> Printed:
    return Printed(
        name=row.name,
        capacity=row.capacity if "capacity" in rules.prints else "",
        group=row.group_code if "group" in rules.prints else "",
        country=country_name(row.delegation, language) if row.delegation and "country" in rules.prints else "",
        note=". ".join(filter(None, notes)),
    )


def _given_by_hand(edition: Edition) -> dict[UUID, str]:
    """Of the signatures on paper or by telephone, by id, how they were given."""
    query = select(Signature.id, Signature.proved_by).where(Signature.proved_by.in_(BY_HAND))
    query = query.join(EditionSignatory, EditionSignatory.signature_id == Signature.id)
    found = db.session.execute(query.where(EditionSignatory.edition_id == edition.id))
    return {row.id: row.proved_by for row in found}


def _notes(row: EditionSignatory, given: Mapping[UUID, str], lapsed: Collection[UUID]) -> Iterator[str]:
    if row.signature_id in given:
        yield how(given[row.signature_id])
    if row.signature_id in lapsed:
        yield _note(row)


def _note(row: EditionSignatory) -> str:
    if row.body in bodies():
        return _("As of signing; the mandate has since ended")
    return _("As of signing; the authority has since ended")


def _labels() -> Labels:
    return Labels(
        page=_("Page {page} of {pages}"),
        version=_("Version {version}, edition {edition}"),
        fingerprint=_("SHA-256 of the text: {sha256}"),
    )
