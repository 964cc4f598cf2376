"""Who stands on a list of signatories, and as what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from petitions.campaigns.instruments import Display, Instrument, load
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.errors import NotFound
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.people.bodies import country_name
from petitions.people.models import Person
from petitions.signing import queries
from petitions.signing.display import Shown, on_register, shown_as
from petitions.signing.entitlement import with_signatories
from petitions.signing.exporting.listed import Listed, SignatoryList
from petitions.signing.lines import line_of, parted_by, parts
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order
from petitions.signing.states import SignatureState


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One who may stand on a list: as printed where ``is_printed``, otherwise with the whole name.

    ``person`` is who it is on the register; None for those whose name is not to be read there.
    """

    name: str
    surname: str
    body: str
    capacity: str
    delegation: str
    group_code: str
    is_printed: bool
    note: str
    signed_on: date | None
    person: Person | None


def of_open_version(campaign: Campaign, undisclosed: bool = False) -> SignatoryList:
    """The signatures in force on the open version, as print would show them. Raises `NotFound` where none is open."""
    version = drafting.open_version(campaign)
    if version is None:
        raise NotFound(_("Nobody can sign yet, so there is no list. Open the text for signature first."))
    signed = queries.in_force(campaign)
    with_signatories([signature.invitation for signature in signed])
    ordered = in_order(load(campaign.instrument), signed, version.text.language)
    with force_locale(version.text.language):
        shown = [shown_as(signature, ConsentKind.PRINT) for signature in ordered]
    entries = map(_entry, ordered, shown)
    return gathered(campaign, version, entries, undisclosed=undisclosed)


def gathered(
    campaign: Campaign,
    version: Version,
    entries: Iterable[Entry],
    *,
    undisclosed: bool,
    edition: int | None = None,
) -> SignatoryList:
    """The list of these, in their order. Those who are not printed are counted, unless they were asked for."""
    rules, every = load(campaign.instrument), list(entries)
    rows = tuple(_listed(rules, version.text.language, [one for one in every if one.is_printed or undisclosed]))
    hidden = sum(not one.is_printed for one in every)
    return SignatoryList(
        campaign=campaign.title,
        subject=version.subject or campaign.title,
        version=version.number,
        sha256=version.sha256,
        language=version.text.language,
        moment=now(),
        rows=rows,
        counted=0 if undisclosed else hidden,
        undisclosed=hidden if undisclosed else 0,
        prints=rules.prints,
        parted=parted_by(rules),
        edition=edition,
    )


def note_on(signature: Signature, *, is_printed: bool) -> str:
    """What is to be known of one on a list: not shown by name, or no longer standing by it."""
    notes = []
    if not is_printed:
        notes.append(_("not disclosed"))
    elif signature.display == Display.INITIALS:
        notes.append(_("initials only"))
    if signature.state != SignatureState.CONFIRMED:
        withdrawn = signature.state == SignatureState.WITHDRAWN
        notes.append(_("withdrawn since") if withdrawn else _("set aside since"))
    return "; ".join(notes)


def _entry(signature: Signature, shown: Shown | None) -> Entry:
    return Entry(
        name=shown.name if shown else signature.name,
        surname=shown.surname if shown else signature.surname,
        body=signature.body,
        capacity=shown.capacity if shown else signature.capacity,
        delegation=signature.delegation,
        group_code=signature.group_code,
        is_printed=shown is not None,
        note=note_on(signature, is_printed=shown is not None),
        signed_on=signature.confirmed_at.date() if signature.confirmed_at else None,
        person=on_register(signature),
    )


def _listed(rules: Instrument, language: str, entries: Iterable[Entry]) -> Iterator[Listed]:
    for one in entries:
        yield Listed(
            name=one.name,
            capacity=one.capacity,
            group=one.group_code,
            country=country_name(one.delegation, language) if one.delegation else "",
            signed_on=one.signed_on,
            note=one.note,
            line=line_of(rules, parts(one, one.surname, one.person), language),
        )
