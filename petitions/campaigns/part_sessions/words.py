"""Until when names are taken late, in words: a day where one is known, and never one that is not."""

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.campaigns import deadline_words
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries
from petitions.campaigns.states import CampaignState


def closing(campaign: Campaign) -> str:
    """Until when people sign, for readers: the deadline, or the last day for late names of a text that has gone.

    Empty where there is none, or none is known.
    """
    if queries.takes_late_names(campaign):
        day = queries.late_deadline(campaign)
        return str(format_date(day, "d MMMM y")) if day else ""
    return deadline_words.deadline(campaign) if campaign.deadline else ""


def late_names(campaign: Campaign) -> str:
    """Until when names are taken for a text that has gone, or were."""
    if campaign.state == CampaignState.CONCLUDED:
        return _("No more names are taken: the campaign is concluded.")
    deadline = queries.late_deadline(campaign)
    if deadline is None:
        return _("Names are taken until the close of the next part-session. When that is, is not known here.")
    day = format_date(deadline, "d MMMM y")
    if queries.takes_late_names(campaign):
        return _("Names are taken until %(day)s, the close of the next part-session.", day=day)
    return _("The list closed on %(day)s, with the part-session.", day=day)
