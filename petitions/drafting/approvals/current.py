"""What a verdict, and asking for one, rests on: the newest version, looked at under a lock of its campaign."""

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import PAUSING
from petitions.core.db import locked
from petitions.core.errors import InvalidTransition, StalePage
from petitions.drafting import queries
from petitions.drafting.approvals import standing
from petitions.drafting.models import Version
from petitions.drafting.rules import may_ask_review, may_be_judged


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


def takes_requests(version: Version) -> bool:
    """Whether a review of this version, the newest, may be asked for."""
    campaign, is_translation = version.text.campaign, bool(version.translation)
    return may_ask_review(campaign.state, is_translation=is_translation, has_lapsed=_is_to_renew(version))


def takes_verdicts(version: Version) -> bool:
    """Whether colleagues may approve or refuse this version, the newest."""
    campaign, is_translation = version.text.campaign, bool(version.translation)
    return may_be_judged(campaign.state, is_translation=is_translation, has_lapsed=_is_to_renew(version))


def not_in_review() -> InvalidTransition:
    """The error of a version that takes no verdicts at the moment."""
    return InvalidTransition(_("This version is not in review, so there is nothing to approve or refuse."))


def _is_to_renew(version: Version) -> bool:
    """Whether it is open for signature, or closed, and an approval of it has lapsed. In review that changes nothing."""
    return version.text.campaign.state in PAUSING and standing.has_lapsed(version)
