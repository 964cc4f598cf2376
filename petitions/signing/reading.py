"""What the pages of signatories show, as plain data."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from babel.lists import format_list
from flask_babel import gettext as _

from petitions.accounts.models import Organisation
from petitions.campaigns import capacities, deadline_words, instruments
from petitions.campaigns import words as campaign_words
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import late_names
from petitions.core.db import db
from petitions.core.i18n import current_language
from petitions.core.markdown import to_html
from petitions.core.text import difference, visible
from petitions.drafting import queries as drafting
from petitions.drafting.languages import language_name
from petitions.drafting.models import Version
from petitions.drafting.translations.reading import offered
from petitions.drafting.writing.queries import offices_of
from petitions.ledger.models import Leaf
from petitions.people.addresses import masked
from petitions.people.bodies import country_name
from petitions.signing import queries, rules, words
from petitions.signing.by_hand.words import how, recorded_from
from petitions.signing.correcting import queries as correcting
from petitions.signing.counting import queries as counting
from petitions.signing.display import Shown, marked, told
from petitions.signing.late import queries as late
from petitions.signing.models import Invitation, Signature
from petitions.signing.rules import Held, Phase
from petitions.signing.supporters.rules import ANYONE
from petitions.signing.wordings import wordings_of


@dataclass(frozen=True)
class Name:
    """A signatory as the signature block shows one."""

    name: str
    capacity: str
    group: str
    country: str
    note: str = ""


def letter(invitation: Invitation, since: UUID | None = None, *, own: bool = True) -> dict[str, Any]:
    """Everything that the page of a letter shows to the person who was asked.

    ``since`` is the version that this browser was shown last; what has changed after it is shown first. Unless the
    reader is known to be the signatory (``own``) the page is the same whether or not the open version was signed.
    """
    campaign = invitation.campaign
    version = drafting.by_id(campaign.open_version_id or UUID(int=0))
    instrument = instruments.load(campaign.instrument)
    organisation = db.session.get_one(Organisation, campaign.organisation_id)
    held, signature = _held(invitation, own=own)
    phase = queries.phase_of(campaign)
    elsewhere = queries.signed_as_another(invitation) if own else None
    earlier = _earlier(version, signature.version if signature else drafting.by_id(since) if since else None)
    return {
        "invitation": invitation,
        "campaign": campaign,
        "organisation": organisation,
        "asks": words.asks(invitation, organisation.name),
        "of_public": invitation.supporter is not None,
        "for_whom": invitation.organisation.name if invitation.organisation else "",
        "instrument": instrument,
        "version": version,
        "body": visible(to_html(version.body)),
        "translations": offered(version),
        "original": language_name(version.text.language),
        "addressees": addressees(campaign),
        "kind": campaign_words.instrument_name(campaign.instrument),
        "notice": _notice(invitation, signature, elsewhere, own=own),
        "closes": deadline_words.deadline(campaign) if campaign.deadline else "",
        "has_closed": phase == Phase.CLOSED,
        "answer_by": deadline_words.answer_by(campaign) if phase == Phase.OPEN else "",
        "embargo": deadline_words.embargo(campaign),
        "late": late_names(campaign) if instrument.late_signing and campaign.late_since else "",
        "stale": held == Held.STALE,
        "signature": signature,
        "earlier": earlier,
        "changes": changes(earlier, version) if earlier else None,
        "is_own": own,
        "may_sign": may_sign(invitation, own=own),
        "may_decline": may_decline(invitation, own=own),
        "may_withdraw": own and rules.may_withdraw(campaign.state, held, instrument),
        "may_request": own and late.may_request(invitation),
        "may_dispute": own and held in rules.CONFIRMED,
        "masked": masked(queries.address(invitation)).replace("…", "…\u2060"),
        **_signed_so_far(invitation),
    }


def _notice(
    invitation: Invitation, signature: Signature | None, elsewhere: Signature | None, *, own: bool
) -> words.Notice | None:
    if elsewhere is not None:
        return words.signed_elsewhere(elsewhere)
    phase, held = _phase_and_held(invitation, own=own)
    return (words.looked_at(signature) if own else None) or words.notice(invitation, phase, held, own=own)


def may_sign(invitation: Invitation, *, own: bool = True) -> bool:
    """Whether the letter can be signed now by the person who was asked; to others it always seems so while it is open.

    What they do then leads to a code in the registered mailbox, and no further.
    """
    return rules.may_sign(*_phase_and_held(invitation, own=own))


def may_decline(invitation: Invitation, *, own: bool = True) -> bool:
    """Whether there is still something to decline; to others it seems so while it can be signed or will be."""
    return rules.may_decline(*_phase_and_held(invitation, own=own))


def receipt(signature: Signature) -> dict[str, Any]:
    """What a receipt states: the same on every visit."""
    return {
        "signature": signature,
        "mine": as_name(signature),
        "shown": told(signature),
        "by_hand": recorded_from(signature.proved_by, signature.invitation.campaign.organisation.name),
        "leaf": db.session.get_one(Leaf, signature.leaf_id),
        "given": wordings_of(signature, given=True),
        "withheld": wordings_of(signature, given=False),
        "corrections": correcting.corrections(signature),
        "requests": late.requests(signature),
    }


def _phase_and_held(invitation: Invitation, *, own: bool) -> tuple[Phase, Held]:
    elsewhere = own and queries.signed_as_another(invitation)
    held = Held.IN_FORCE if elsewhere else _held(invitation, own=own)[0]
    return queries.phase_of(invitation.campaign), held


def _held(invitation: Invitation, *, own: bool) -> tuple[Held, Signature | None]:
    """What the reader may know of a signature: every reader of one that has to be renewed, since changes are shown."""
    held, signature = queries.held(invitation)
    return (held, signature) if own or held == Held.STALE else (Held.NONE, None)


def _earlier(opened: Version, seen: Version | None) -> Version | None:
    return seen if seen and seen.id != opened.id else None


def changes(old: Version, new: Version) -> list[Any]:
    """The difference between two versions, subject and body."""
    return difference(f"{old.subject}\n\n{old.body}", f"{new.subject}\n\n{new.body}")


def addressees(campaign: Campaign) -> list[str]:
    """The offices that the letter goes to, as the slice that knows them tells (wiring.py)."""
    return [office.name for office in offices_of(campaign)]


def as_name(signature: Signature) -> Name:
    """A signature as the signature block shows it to its bearer, and to organisers: the whole name."""
    country = country_name(signature.delegation, current_language())
    notes = [said for said in (marked(signature), how(signature.proved_by)) if said]
    return Name(signature.name, signature.capacity, signature.group_code, country, "; ".join(notes))


def to_invited(signature: Signature, shown: Shown) -> Name:
    """A signature as the signature block shows it to others who were asked."""
    named = {"name": shown.name, "capacity": shown.capacity, "note": how(signature.proved_by)}
    return replace(as_name(signature), **named)


def _signed_so_far(invitation: Invitation) -> dict[str, Any]:
    if invitation.supporter is not None:
        return _counted_only(invitation.campaign)
    named, others = queries.shown_to_invited(invitation.campaign)
    countries = [_counted(country_name(code, current_language()), count) for code, count in others.countries if code]
    groups = [_counted(code, count) for code, count in others.groups if code]
    return {
        "names": [to_invited(signature, shown) for signature, shown in named],
        "others": others.counted if others.count else "",
        "other_countries": format_list(countries, locale=current_language()),
        "other_groups": format_list(groups, locale=current_language()),
        "signed": len(named) + others.count,
    }


def _counted_only(campaign: Campaign) -> dict[str, Any]:
    """A petition may have a million names: its public page shows them, a page at a time."""
    count = counting.counted(campaign)
    counted = capacities.in_words([(ANYONE, count)]) if count else ""
    return {"names": [], "others": counted, "other_countries": "", "other_groups": "", "signed": count}


def _counted(label: str, count: int) -> str:
    return _("%(label)s (%(count)d)", label=label, count=count)
