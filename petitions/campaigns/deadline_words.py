"""How a campaign's deadline is spoken of, wherever it is shown: by the clocks of its own zone, which are named."""

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.campaigns.deadlines import day_of, label
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import is_embargoed, is_past_deadline
from petitions.campaigns.words import state_name, state_tone
from petitions.core.clock import now


def deadline(campaign: Campaign) -> str:
    """The campaign's deadline for readers, by the clocks of its own zone."""
    return label(campaign.deadline, campaign.deadline_zone) if campaign.deadline else _("none")


def deadline_before(campaign: Campaign) -> str:
    """What the deadline was before it was extended last; empty where it never was."""
    return label(campaign.deadline_before, campaign.deadline_zone) if campaign.deadline_before else ""


def answer_by(campaign: Campaign) -> str:
    """The day by which an answer is asked for, until it has passed; empty where there is none."""
    day = campaign.answer_by
    if day is None or day < day_of(now(), campaign.deadline_zone):
        return ""
    return str(format_date(day, "d MMMM y"))


def embargo(campaign: Campaign) -> str:
    """The moment before which nothing may be published, while it lies ahead; empty where there is none."""
    return label(campaign.embargo, campaign.deadline_zone) if campaign.embargo and is_embargoed(campaign) else ""


def standing(campaign: Campaign) -> tuple[str, str]:
    """The campaign's state in lists: its word and its tone; the deadline may have ended signing before anybody."""
    if is_past_deadline(campaign):
        return past_deadline(campaign)[:2]
    return state_name(campaign.state, campaign.instrument), state_tone(campaign.state)


def past_deadline(campaign: Campaign) -> tuple[str, str, str]:
    """What a campaign is called whose deadline has ended signing before anybody closed the list."""
    meaning = _(
        "Nobody can sign any more: the deadline passed on %(moment)s. Close the list, or extend the deadline.",
        moment=deadline(campaign),
    )
    return _("Deadline passed"), "wait", meaning
