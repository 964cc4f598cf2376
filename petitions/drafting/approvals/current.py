"""What a verdict, and asking for one, rests on: the newest version, looked at under a lock of its campaign."""

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.db import locked
from petitions.core.errors import InvalidTransition, StalePage
from petitions.drafting import queries
from petitions.drafting.models import Version
from petitions.drafting.rules import may_be_judged


def locked_campaign(version: Version) -> Campaign:
    """The version's campaign, locked until the transaction ends."""
    campaign = version.text.campaign
    locked(campaign)
    return campaign


def is_newest(campaign: Campaign, version: Version) -> bool:
    """Whether there is no later version in the same language."""
    latest = queries.latest(campaign, version.text.language)
    return latest is not None and latest.id == version.id


def require_newest(campaign: Campaign, version: Version) -> None:
    """Raise `StalePage` where there is a later version in the same language."""
    if not is_newest(campaign, version):
        raise StalePage(
            _(
                "There is a newer version than %(number)d. Read that one: a verdict counts for one exact version.",
                number=version.number,
            )
        )


def require_in_review(campaign: Campaign, version: Version) -> None:
    """Raise `InvalidTransition` where the version takes no verdicts at the moment."""
    if not may_be_judged(campaign.state, is_translation=bool(version.translation)):
        raise InvalidTransition(_("This version is not in review, so there is nothing to approve or refuse."))
