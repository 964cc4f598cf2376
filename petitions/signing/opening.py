"""Opening a text for signature: one exact version, approved, and everybody who signed an older one is asked again."""

from collections.abc import Sequence

from flask_babel import gettext as _

from petitions.campaigns import deadline_words, instruments, words
from petitions.campaigns import rules as quorum
from petitions.campaigns import service as campaigns
from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import locked
from petitions.core.errors import StalePage
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import queries
from petitions.signing.errors import NotOpen
from petitions.signing.models import Signature
from petitions.signing.renewing import asking


def unmet_for_opening(campaign: Campaign, version: Version) -> list[str]:
    """What has to be done before this version can be opened for signature, in plain sentences."""
    unmet = []
    if campaign.state != CampaignState.REVIEW:
        unmet.append(_("Only a text in review can be opened for signature. This one is not in review."))
    unmet.extend(drafting.unapproved(version))
    if has_passed(campaign.deadline, now()):
        moment = deadline_words.deadline(campaign)
        unmet.append(_("The deadline passed on %(moment)s. Set a later one first.", moment=moment))
    rules = instruments.load(campaign.instrument)
    return unmet + [words.sentence(missing) for missing in quorum.check_text(rules, version.body)]


def open_for_signature(actor: Actor, campaign: Campaign, version: Version) -> Sequence[Signature]:
    """Open the latest version for signature. Returns the stale signatures whose bearers are asked again by mail.

    Those who want no more mail are not asked; their link still leads to the text. Of a petition none is returned: the
    worker asks them (`renewing`). Opening the version that is open already changes nothing. Raises `StalePage` when
    there is a later version, `NotOpen` with what is still unmet.
    """
    locked(campaign)
    if campaign.state == CampaignState.COLLECTING and campaign.open_version_id == version.id:
        return []
    latest = drafting.latest(campaign)
    if latest is None or latest.id != version.id:
        raise StalePage(_("There is a newer version of the text. Read it before you open it for signature."))
    unmet = unmet_for_opening(campaign, version)
    if unmet:
        raise NotOpen(" ".join(unmet))
    campaigns.move(actor, campaign, CampaignState.COLLECTING, open_version_id=version.id)
    if queries.is_petition(campaign):
        asking.begin(campaign, version)
        return []
    asked = [signature for signature in queries.stale(campaign) if signature.invitation.wants_mail]
    for signature in asked:
        asking.ask_again(signature, version)
    return asked
