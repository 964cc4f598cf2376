"""What signatories say of their signatures and no organiser has answered yet, for the first page and the board."""

from collections.abc import Iterator
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.dispatch import queries as dispatch
from petitions.signing.clusters import queries as clusters
from petitions.signing.correcting import queries as correcting
from petitions.signing.disputing import queries as disputing
from petitions.signing.disputing.states import DisputeState
from petitions.signing.late import queries as late
from petitions.signing.policy import may_decide


def undecided(actor: Actor, campaign: Campaign | None = None) -> Iterator[tuple[str, str]]:
    """Each thing that this organiser can decide, in a sentence, and the page for it: the most pressing first.

    Of one campaign, or of every campaign of the organisation. It costs three reads, and one or two
    for clusters that wait for a look; of these the board has a section of its own.
    """
    if not may_decide(actor):
        return
    only = campaign.id if campaign else None
    yield from _disputes(actor, only)
    yield from _withdrawals(actor, only)
    yield from _wishes(actor, only)
    if only is None:
        yield from _clusters(actor)


def corrected_since_closing(campaign: Campaign) -> str:
    """That the closed list prints names as they were before they were corrected; empty where it does not."""
    edition = dispatch.closed_edition(campaign) if campaign.state == CampaignState.CLOSED else None
    count = correcting.count_corrected_since(campaign, edition.number) if edition else 0
    if not count:
        return ""
    return ngettext(
        "%(num)d signatory has corrected how the name is printed since the list was closed. The letter prints it as it "
        "stood, unless you reopen the campaign and close it again.",
        "%(num)d signatories have corrected how their names are printed since the list was closed. The letter prints "
        "them as they stood, unless you reopen the campaign and close it again.",
        count,
    )


def _clusters(actor: Actor) -> Iterator[tuple[str, str]]:
    for campaign, count in clusters.all_waiting(actor.organisation_id):
        said = ngettext(
            "%(num)d signature under “%(title)s” waits for a look.",
            "%(num)d signatures under “%(title)s” wait for a look.",
            count,
            title=campaign.title,
        )
        yield said, url_for("signing.clusters", campaign_id=campaign.id)


def _disputes(actor: Actor, only: UUID | None) -> Iterator[tuple[str, str]]:
    for dispute in disputing.all_undecided(actor.organisation_id, only):
        campaign, name = dispute.invitation.campaign, dispute.invitation.signatory
        # Whoever proposed to restore it waits for a colleague.
        waits_for_another = dispute.state == DisputeState.RESTORING and dispute.proposed_by_id == actor.id
        if only is None and waits_for_another:
            continue
        told = {"name": name, "title": campaign.title, "who": dispute.proposed_by}
        said = (
            _("%(who)s proposes to restore the disputed signature of %(name)s under “%(title)s”.", **told)
            if dispute.state == DisputeState.RESTORING
            else _("%(name)s says of the signature under “%(title)s”: I never signed this.", **told)
        )
        yield said, url_for("signing.decide_dispute", campaign_id=campaign.id, dispute_id=dispute.id)


def _withdrawals(actor: Actor, only: UUID | None) -> Iterator[tuple[str, str]]:
    for campaign, row in late.all_open(actor.organisation_id, only):
        told = {"name": row.signature.name, "title": campaign.title}
        said = _("%(name)s asks, too late, to take the signature under “%(title)s” back.", **told)
        yield said, url_for("signing.answer_withdrawal", campaign_id=campaign.id, withdrawal_id=row.id)


def _wishes(actor: Actor, only: UUID | None) -> Iterator[tuple[str, str]]:
    for campaign, wish in correcting.open_wishes(actor.organisation_id, only):
        told = {"name": wish.signature.name, "title": campaign.title}
        said = _("%(name)s asks for another line below the name under “%(title)s”.", **told)
        yield said, url_for("signing.decide_wish", campaign_id=campaign.id, wish_id=wish.id)
