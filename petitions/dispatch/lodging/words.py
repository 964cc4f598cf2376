"""How a lodged text is spoken of: gathered, ready to lodge, lodged; tabled only once the Assembly has published it."""

from collections.abc import Iterator
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from petitions.campaigns import deadline_words, words
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import late_names
from petitions.campaigns.queries import is_past_deadline
from petitions.campaigns.states import CampaignState
from petitions.dispatch.lodging import queries
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.queries import Standing
from petitions.dispatch.lodging.rules import Stage


def state(campaign: Campaign) -> tuple[str, str, str]:
    """The campaign's state for organisers: a word, its tone, and what it means."""
    if is_past_deadline(campaign):
        return deadline_words.past_deadline(campaign)
    said = (
        words.state_name(campaign.state, campaign.instrument),
        words.state_tone(campaign.state),
        words.state_says(campaign.state, campaign.instrument),
    )
    if not queries.is_lodged(campaign):
        return said
    if campaign.state == CampaignState.CLOSED and queries.standing(campaign).stage == Stage.READY:
        meaning = _(
            "The lodging sheet is confirmed. The members sign it by hand and lodge it; then it is recorded here."
        )
        return _("Ready to lodge"), "wait", meaning
    tabled = queries.published(campaign)
    return (said[0], said[1], tabled_as(tabled)) if tabled else said


def tabled_as(lodging: Lodging) -> str:
    """Number, document and day, as the Assembly published them."""
    return _(
        "Tabled as Written declaration No %(number)s, Doc. %(document)s, on %(day)s.",
        number=lodging.number,
        document=lodging.document,
        day=_day(lodging.tabled_on),
    )


def still_open(campaign: Campaign, *, public: bool = False) -> Iterator[str]:
    """What a lodged text still waits for. The public is told counts, never who committed and is not published."""
    standing = queries.standing(campaign)
    if campaign.state != CampaignState.DISPATCHED:
        return
    tabled = queries.published(campaign)
    if tabled is None:
        yield _("No publication by the Assembly is recorded yet.")
    else:
        yield from _differences(tabled, public=public)
    if not public:
        yield from _late(campaign, standing)
    yield late_names(campaign)


def _differences(lodging: Lodging, *, public: bool) -> Iterator[str]:
    found = queries.comparison(lodging)
    if found.not_published:
        yield ngettext(
            "%(num)d member is committed, not published.",
            "%(num)d members are committed, not published.",
            len(found.not_published),
        )
    if found.unclear and not public:
        yield ngettext(
            "%(num)d published name is unclear: choose whom it means.",
            "%(num)d published names are unclear: choose whom they mean.",
            len(found.unclear),
        )


def _late(campaign: Campaign, standing: Standing) -> Iterator[str]:
    number = standing.edition.number if standing.edition else 0
    if standing.stage == Stage.CLOSED:
        yield _("The lodging sheet of edition %(number)d is not confirmed yet.", number=number)
    if standing.stage == Stage.READY:
        yield _("The lodging sheet of edition %(number)d is not lodged yet.", number=number)
    came = len(queries.late_names(campaign))
    if came:
        yield ngettext(
            "%(num)d name came since the last closing and waits for the next edition.",
            "%(num)d names came since the last closing and wait for the next edition.",
            came,
        )


def _day(day: date | None) -> str:
    return str(format_date(day, "d MMMM y"))
