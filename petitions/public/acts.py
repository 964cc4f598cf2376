"""What has been done for somebody: campaigns run here and campaigns recorded elsewhere, as one list for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from petitions.campaigns.chains import chains
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import is_past_deadline
from petitions.campaigns.relation_rules import Decision
from petitions.campaigns.states import CampaignState
from petitions.campaigns.words import instrument_name, recorded_name
from petitions.core.countries import country_name
from petitions.dispatch.lodging import declared
from petitions.dispatch.lodging.queries import is_lodged
from petitions.dispatch.log import still_open
from petitions.drafting.queries import open_version
from petitions.public import related
from petitions.public.campaign_page import Behind, Sent, sent
from petitions.public.campaign_page import of_campaign as behind_campaign
from petitions.public.queries import published_replies
from petitions.public.released import PublicCase, PublicRecorded, public_case

MOST_NAMES = 12


@dataclass(frozen=True)
class Said:
    """A reply as a reader sees it: what, by whom, and why somebody disputes it."""

    words: str
    by: str
    disputed: str = ""


@dataclass(frozen=True)
class Act:
    """One action for somebody, ready to be printed. ``after`` is the ``key`` of the act that it follows."""

    title: str
    href: str
    kind: str
    day: str
    iso: str | None
    state: str
    tone: str
    order: tuple[date, date]
    names: list[str] = field(default_factory=list)
    others: str = ""
    replies: list[Said] = field(default_factory=list)
    outcome: str = ""
    follows: str = ""
    answers: str = ""
    reported_by: str = ""
    sent: list[Sent] = field(default_factory=list)
    lodged: list[str] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    key: str = ""
    after: str = ""


def newest_first(acts: Iterable[Act]) -> list[Act]:
    """The acts, the newest first; those without a date come last."""
    rows = list(acts)
    dated = [act for act in rows if act.order[0] != date.max]
    return [*sorted(dated, key=lambda act: act.order, reverse=True), *(act for act in rows if act not in dated)]


def in_chains(acts: Iterable[Act]) -> list[list[Act]]:
    """The acts that follow one another, each chain from its first act on."""
    rows = list(acts)
    titles = {act.key: act.title for act in rows}
    told = [
        act if act.follows or act.after not in titles else replace(act, follows=_follows(titles[act.after]))
        for act in rows
    ]
    found = chains(told, lambda act: act.key, lambda act: act.after, lambda act: act.order)
    return [chain for chain in found if len(chain) > 1]


def of_recorded(case: PublicCase, recorded: PublicRecorded) -> Act:
    """A recorded campaign, in words that never claim more than its source."""
    word, tone = recorded_state(recorded)
    reply = [Said(recorded.reply, reply_from(recorded), recorded.reply_disputed)] if recorded.reply else []
    return Act(
        title=recorded.title,
        href=url_for("public.recorded_campaign", slug=case.slug, key=recorded.key),
        kind=recorded_name(recorded.instrument),
        day=recorded.when.label,
        iso=recorded.when.iso,
        state=word,
        tone=tone,
        order=recorded.when.sort_key,
        names=[row.name for row in recorded.signatories],
        others=unnamed(recorded),
        replies=reply,
        outcome=recorded.outcome,
        follows=follows(recorded),
        answers=in_words(recorded.answers),
        reported_by=recorded.reported_by,
        key=f"recorded/{recorded.key}",
        after=f"recorded/{recorded.follows.key}" if recorded.follows else "",
    )


def of_campaign(campaign: Campaign, *, whole: bool = False) -> Act:
    """A campaign run here, as far as anyone may know of it.

    ``whole``, for the page of its case, adds what was sent and what is still open; elsewhere it says for whom it is.
    """
    day = max((step.at for step in campaign.steps), default=campaign.created_at).date()
    version = open_version(campaign)
    signed = behind_campaign(campaign, version) if version else Behind()
    kind = instrument_name(campaign.instrument)
    word, tone = campaign_state(campaign)
    case = public_case(campaign.case)
    recorded = related.followed_by(case, campaign) if whole else None
    return Act(
        title=campaign.title,
        href=url_for("public.campaign", slug=campaign.slug),
        kind=kind if whole else _("%(kind)s, for %(name)s", kind=kind, name=case.name),
        day=str(format_date(day, "d MMMM y")),
        iso=day.isoformat(),
        state=word,
        tone=tone,
        order=(day, day),
        names=[one["marked"] for one in signed.named[:MOST_NAMES]],
        others=_beyond(signed),
        replies=[Said(reply.summary, reply.sender) for reply in published_replies(campaign)],
        outcome=campaign.outcome,
        sent=sent(campaign) if whole else [],
        lodged=declared.lines(campaign) if whole else [],
        still_open=still_open(campaign, public=True) if whole else [],
        answers=in_words(related.answered_by(case, campaign)) if whole else "",
        key=str(campaign.id),
        after=f"recorded/{recorded.key}" if recorded else str(campaign.follows_id or ""),
    )


def _beyond(signed: Behind) -> str:
    if len(signed.named) <= MOST_NAMES:
        return signed.others
    return ngettext("and %(num)d other", "and %(num)d others", signed.count - MOST_NAMES)


def campaign_state(campaign: Campaign) -> tuple[str, str]:
    """The campaign's state as a word for readers, and its tone. What is lodged is never called sent."""
    if is_past_deadline(campaign):
        return _("Closed for signature"), "wait"
    if is_lodged(campaign):
        return declared.state(campaign)
    return {
        CampaignState.COLLECTING: (_("Open for signature"), "wait"),
        CampaignState.CLOSED: (_("Signed, not yet sent"), "wait"),
        CampaignState.DISPATCHED: (_("Sent"), "done"),
        CampaignState.CONCLUDED: (_("Sent and concluded"), "done"),
    }.get(CampaignState(campaign.state), (str(campaign.state), "quiet"))


def recorded_state(recorded: PublicRecorded) -> tuple[str, str]:
    """Whether a reply is reported. Where the source is silent it is "not stated", never "awaited"."""
    if not recorded.reply:
        return _("Reply not stated"), "quiet"
    return (_("Answered, and disputed"), "wait") if recorded.reply_disputed else (_("Answered"), "done")


def reply_from(recorded: PublicRecorded) -> str:
    """Whose reply it is."""
    return recorded.reply_from or _("not stated by whom")


def unnamed(recorded: PublicRecorded) -> str:
    """How many signed whose names are not known, or that nothing is known."""
    named, count = len(recorded.signatories), recorded.signatory_count
    if count is None:
        return "" if named else _("Signatories not stated")
    if named == 0:
        members = recorded.instrument in {"mep_letter", "pace_declaration", "mp_letter", "ep_written_question"}
        return (
            ngettext("%(num)d member; name not in our source", "%(num)d members; names not in our source", count)
            if members
            else ngettext(
                "%(num)d signatory; name not in our source", "%(num)d signatories; names not in our source", count
            )
        )
    left = count - named
    return (
        ngettext("and %(num)d more; name not in our source", "and %(num)d more; names not in our source", left)
        if left
        else ""
    )


def follows(recorded: PublicRecorded) -> str:
    """Which earlier action this one follows, and how that is known."""
    if recorded.follows is None:
        return ""
    title = recorded.follows.title
    if recorded.follows_note:
        return _("Follows “%(title)s” (%(note)s)", title=title, note=recorded.follows_note)
    return _follows(title)


def in_words(answered: Decision | None) -> str:
    """The decision that an action answers, or nothing."""
    return answered.in_words if answered else ""


def _follows(title: str) -> str:
    return _("Follows “%(title)s”", title=title)


def printed_signatories(recorded: PublicRecorded) -> list[dict[str, str]]:
    """The signatories as the source prints them, for a block of signatures."""
    return [
        {"name": row.name, "capacity": row.capacity, "country": country_name(row.country) if row.country else ""}
        for row in recorded.signatories
    ]
