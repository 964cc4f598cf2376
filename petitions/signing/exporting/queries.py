"""The list of signatories of a campaign's open version, and how any list is put together."""

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _

from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.errors import NotFound
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import queries
from petitions.signing.display import Shown, on_register, shown_as
from petitions.signing.entitlement import with_signatories
from petitions.signing.exporting.entries import Entry, listed, note
from petitions.signing.exporting.listed import Held, Rows, SignatoryList
from petitions.signing.exporting.petition import PetitionRows, in_force
from petitions.signing.lines import parted_by
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order


def of_open_version(campaign: Campaign, undisclosed: bool = False) -> SignatoryList:
    """The signatures in force on the open version, as print would show them. Raises `NotFound` where none is open."""
    version = drafting.open_version(campaign)
    if version is None:
        raise NotFound(_("Nobody can sign yet, so there is no list. Open the text for signature first."))
    if queries.is_petition(campaign):
        rows = PetitionRows(load(campaign.instrument), version, in_force(version.id), undisclosed=undisclosed)
        return of_rows(campaign, version, rows, rows.hidden, undisclosed=undisclosed)
    signed = queries.in_force(campaign)
    with_signatories([signature.invitation for signature in signed])
    ordered = in_order(load(campaign.instrument), signed, version.text.language)
    with force_locale(version.text.language):
        shown = [shown_as(signature, ConsentKind.PRINT) for signature in ordered]
    return gathered(campaign, version, map(_entry, ordered, shown), undisclosed=undisclosed)


def gathered(
    campaign: Campaign,
    version: Version,
    entries: Iterable[Entry],
    *,
    undisclosed: bool,
    edition: int | None = None,
) -> SignatoryList:
    """The list of these, in their order. Those who are not printed are counted, unless they were asked for."""
    rules, language, every = load(campaign.instrument), version.text.language, list(entries)
    rows = Held(listed(rules, language, one) for one in every if one.is_printed or undisclosed)
    hidden = sum(not one.is_printed for one in every)
    return of_rows(campaign, version, rows, hidden, undisclosed=undisclosed, edition=edition)


def of_rows(
    campaign: Campaign,
    version: Version,
    rows: Rows,
    hidden: int,
    *,
    undisclosed: bool,
    edition: int | None = None,
) -> SignatoryList:
    """The list of these rows; so many more are ``hidden``, or are among them where they were asked for."""
    rules = load(campaign.instrument)
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


def _entry(signature: Signature, shown: Shown | None) -> Entry:
    return Entry(
        name=shown.name if shown else signature.name,
        surname=shown.surname if shown else signature.surname,
        body=signature.body,
        capacity=shown.capacity if shown else signature.capacity,
        delegation=signature.delegation,
        group_code=signature.group_code,
        is_printed=shown is not None,
        note=note(signature, is_printed=shown is not None),
        signed_at=signature.confirmed_at,
        person=on_register(signature),
    )
