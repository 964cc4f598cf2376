"""A campaign as a reader sees it: who stands behind it, what was sent, what came of it. Never an address."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import format_datetime, format_number, ngettext
from flask_babel import gettext as _

from petitions.campaigns import capacities, instruments
from petitions.campaigns import rules as quorum
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.countries import country_name
from petitions.dispatch import petition_editions, queries
from petitions.dispatch.models import Delivery, Edition, EditionSignatory, Letter
from petitions.dispatch.standing import on_paper
from petitions.dispatch.states import DeliveryState
from petitions.dispatch.words import state_in_words, why_refused
from petitions.drafting.models import Version
from petitions.signing import queries as signing
from petitions.signing.by_hand.words import how, marked
from petitions.signing.counting import queries as counting
from petitions.signing.display import Shown, shown_as
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order
from petitions.signing.states import DENIED, SignatureState
from petitions.signing.supporters.rules import ANYONE


@dataclass(frozen=True)
class Behind:
    """Who stands behind a text: those who agreed to be named here, and how many others.

    ``counted`` says how many sign in which capacity.
    """

    named: Sequence[dict[str, str]] = ()
    others: str = ""
    withdrawn: str = ""
    disputed: str = ""
    count: int = 0
    counted: str = ""


@dataclass(frozen=True)
class Bar:
    """One count that a rule looks at. ``required`` is None where no minimum above one is set."""

    label: str
    present: int
    required: int | None
    met: bool
    says: str


@dataclass(frozen=True)
class Sent:
    """One office, and how far the letter has come."""

    addressee: str
    state: str
    tone: str
    at: str
    iso: str


NEWEST = 12
PAGE = 100


def of_campaign(campaign: Campaign, version: Version, signed: Sequence[Signature] | None = None) -> Behind:
    """Who stands behind a campaign’s text. Of a petition it is a count and the newest names: they may be a million."""
    if not signing.is_petition(campaign):
        return _behind_list(campaign, version, signed)
    count, named = counting.counted(campaign), counting.named(campaign, NEWEST)
    rest = max(count - len(named), 0)
    more = ngettext("and %(number)s other", "and %(number)s others", rest, number=format_number(rest)) if rest else ""
    return Behind(
        named=_all_named(named),
        others=more,
        count=count,
        counted=capacities.in_words([(ANYONE, count)]) if count else "",
    )


def names(campaign: Campaign, before: int | None) -> tuple[list[dict[str, str]], int | None]:
    """A page of the names under a petition, the newest first, and behind which number the next one begins."""
    found = counting.named(campaign, PAGE + 1, before)
    shown = found[:PAGE]
    return _all_named(shown), shown[-1].number if len(found) > PAGE else None


def signatures(campaign: Campaign, version: Version) -> list[Signature]:
    """Those of the closed edition, or, while signatures are collected, those on the open version."""
    return _signatures(campaign, version, queries.closed_edition(campaign))


def _behind_list(campaign: Campaign, version: Version, signed: Sequence[Signature] | None) -> Behind:
    """Of a closed list the lines that it prints, whatever is corrected since."""
    edition = queries.closed_edition(campaign)
    lines = {row.signature_id: row for row in edition.signatories} if edition else {}
    return behind(_signatures(campaign, version, edition) if signed is None else signed, lines)


def _signatures(campaign: Campaign, version: Version, edition: Edition | None) -> list[Signature]:
    if edition is None:
        rules = instruments.load(campaign.instrument)
        return in_order(rules, signing.in_force(campaign), version.text.language)
    signed = queries.signatures_of(edition)
    return [signed[row.signature_id] for row in edition.signatories]


def bars(campaign: Campaign, signatures: Sequence[Signature]) -> list[Bar]:
    """The counts that the instrument's rules look at, for as long as names are added.

    What nobody asks for is not added up over capacities: two organisations and a head are no three of anything.
    """
    if campaign.state != CampaignState.COLLECTING or signing.is_petition(campaign):
        return []
    rules = instruments.load(campaign.instrument)
    counted = [signing.as_signatory(signature) for signature in on_paper(rules, signatures)]
    delegations, groups = len(quorum.delegations(counted)), len(quorum.groups(rules, counted))
    is_one_kind = len({one.body for one in counted}) < 2
    if rules.min_signatories < 2 and not is_one_kind:
        return []
    counts = [
        _bar(_("Signatories"), len(counted), rules.min_signatories),
        _bar(_("Delegations"), delegations, rules.min_delegations),
        _bar(_("Political groups"), groups, rules.min_groups),
    ]
    return [bar for bar in counts if bar.required or bar.present or not bar.met]


def sent(campaign: Campaign) -> list[Sent]:
    """Each office with what became of its letter, in plain words."""
    return [_sent(delivery) for delivery in queries.deliveries(campaign)]


def may_be_downloaded(letter: Letter) -> bool:
    """Whether everybody whose name the PDF prints has agreed to publish it, and stands by it."""
    if letter.edition.size is not None:
        return petition_editions.all_agreed_to_publish(letter.edition)
    signed = queries.signatures_of(letter.edition).values()
    return all(_shown(signature) is not None for signature in _printed(letter.edition, signed))


def _printed(edition: Edition, signatures: Iterable[Signature]) -> Iterator[Signature]:
    printed = {row.signature_id for row in edition.signatories if row.is_printed}
    return (signature for signature in signatures if signature.id in printed)


def behind(signatures: Sequence[Signature], lines: Mapping[UUID, EditionSignatory] | None = None) -> Behind:
    """Who stands behind a text: those who still do, by name where they agreed to it, in these lines or their own."""
    printed = lines or {}
    standing = [signature for signature in signatures if signature.state == SignatureState.CONFIRMED]
    named = _all_named(standing, printed)
    others = len(standing) - len(named)
    denied = sum(signature.state in DENIED for signature in signatures)
    gone = len(signatures) - len(standing) - denied
    return Behind(
        named=named,
        others=_others(others, bool(named)),
        withdrawn=ngettext("%(num)d signatory has withdrawn since.", "%(num)d signatories have withdrawn since.", gone)
        if gone
        else "",
        disputed=ngettext(
            "%(num)d signature does not count any more, because its bearer denies it.",
            "%(num)d signatures do not count any more, because their bearers deny them.",
            denied,
        )
        if denied
        else "",
        count=len(standing),
        counted=signing.counted(standing),
    )


def _others(count: int, some_are_named: bool) -> str:
    if not count:
        return ""
    if some_are_named:
        return ngettext(
            "and %(num)d who asked not to be named publicly", "and %(num)d who asked not to be named publicly", count
        )
    return ngettext(
        "%(num)d signatory, who asked not to be named publicly",
        "%(num)d signatories, who asked not to be named publicly",
        count,
    )


def _all_named(
    signatures: Iterable[Signature], printed: Mapping[UUID, EditionSignatory] | None = None
) -> list[dict[str, str]]:
    """Those who agreed to be named here, as they are shown, or as a closed list prints them."""
    lines = printed or {}
    return [_named(one, shown, lines.get(one.id)) for one in signatures if (shown := _shown(one)) is not None]


def _shown(signature: Signature) -> Shown | None:
    return shown_as(signature, ConsentKind.PUBLISH) if signature.state == SignatureState.CONFIRMED else None


def _named(signature: Signature, shown: Shown, line: EditionSignatory | None = None) -> dict[str, str]:
    """As a closed list prints it, where it does: what is corrected since stands on the next one."""
    lines = line if line is not None and line.is_printed else shown
    return {
        "name": lines.name,
        "capacity": lines.capacity,
        "group": signature.group_code,
        "country": country_name(signature.delegation) if signature.delegation else "",
        "note": how(signature.proved_by),
        "marked": marked(lines.name, signature.proved_by),
    }


def _bar(label: str, present: int, required: int) -> Bar:
    missing = max(required - present, 0)
    says = ngettext("%(num)d more is needed", "%(num)d more are needed", missing) if missing else ""
    return Bar(label, present, required if required > 1 else None, not missing, says)


def _sent(delivery: Delivery) -> Sent:
    word, tone = state_in_words(delivery.state)
    if delivery.state in {DeliveryState.REFUSED, DeliveryState.BOUNCED}:
        message = queries.message_of(delivery)
        reason = why_refused(message.last_words if message else "")
        refused = delivery.state == DeliveryState.REFUSED
        word = _("Refused: %(reason)s", reason=reason) if refused else _("Came back: %(reason)s", reason=reason)
    moment = delivery.changed_at
    return Sent(
        delivery.addressee_name, word, tone, format_datetime(moment, "d MMM y, HH:mm 'UTC'"), moment.isoformat()
    )
