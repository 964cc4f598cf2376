"""A text that was lodged, as a reader sees it: tabled only once published, with the list as the Assembly has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.dispatch.lodging import queries, words


@dataclass(frozen=True)
class Declared:
    """What is recorded of it: the day of its lodging, and what the Assembly published, as published."""

    lodged: str
    tabled: str = ""
    title: str = ""
    address: str = ""
    names: Sequence[str] = ()


def declared(campaign: Campaign) -> Declared | None:
    """What anyone may know of the lodging; None before there is one. Who committed and is not published stays out."""
    first = next((row for row in reversed(queries.lodgings(campaign)) if row.lodged_on is not None), None)
    if first is None:
        return None
    lodged = _("Lodged on %(day)s.", day=format_date(first.lodged_on, "d MMMM y"))
    tabled = queries.published(campaign)
    if tabled is None:
        return Declared(lodged)
    return Declared(
        lodged, words.tabled_as(tabled), tabled.title, tabled.address, [row.line for row in tabled.published]
    )


def lines(campaign: Campaign) -> list[str]:
    """The same in a line or two, for a page that tells of more than this campaign."""
    known = declared(campaign)
    return [line for line in (known.lodged, known.tabled) if line] if known else []


def state(campaign: Campaign) -> tuple[str, str]:
    """The state as a word for readers, and its tone."""
    tabled = queries.published(campaign) is not None
    return {
        CampaignState.COLLECTING: (_("Open for signature"), "wait"),
        CampaignState.CLOSED: (_("Signed, not yet lodged"), "wait"),
        CampaignState.DISPATCHED: (_("Tabled") if tabled else _("Lodged"), "done"),
        CampaignState.CONCLUDED: (_("Tabled and concluded") if tabled else _("Lodged and concluded"), "done"),
    }.get(CampaignState(campaign.state), (str(campaign.state), "quiet"))
