"""What signing knows against reading two persons as one: what each of them answered."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db
from petitions.people.events import PersonsMerging
from petitions.signing.errors import TwoAnswers
from petitions.signing.models import Invitation
from petitions.signing.states import STANDING, InvitationState

_OVER = (CampaignState.CONCLUDED, CampaignState.WITHDRAWN)


def refuse_two_answers(merging: PersonsMerging) -> None:
    """Raise `TwoAnswers` where both signed one campaign, or one signed and the other declined.

    Invitations that were ended don't count. The campaigns are locked, so that nobody is invited or signs meanwhile.
    """
    alive = select(Campaign).where(Campaign.organisation_id == merging.organisation_id, Campaign.state.not_in(_OVER))
    db.session.scalars(alive.order_by(Campaign.id).with_for_update()).all()
    kept, merged = _answered(merging.kept), _answered(merging.merged)
    for campaign_id in kept.keys() & merged.keys():
        _refuse(kept[campaign_id], merged[campaign_id])


def _refuse(kept: Sequence[Invitation], merged: Sequence[Invitation]) -> None:
    one, other = _signer(kept), _signer(merged)
    if one is None and other is None:
        return
    title = kept[0].campaign.title
    names = {"one": (one or kept[0]).person.name, "other": (other or merged[0]).person.name}
    if one is not None and other is not None:
        raise TwoAnswers(
            _(
                "%(one)s and %(other)s have both signed “%(title)s”. One person signs once: one of the two signatures "
                "has to be taken back by its bearer first.",
                title=title,
                **names,
            )
        )
    raise TwoAnswers(
        _(
            "%(one)s and %(other)s answered “%(title)s” differently: one signed, one declined. End the invitation that "
            "was declined, then merge them.",
            title=title,
            **names,
        )
    )


def _signer(answered: Iterable[Invitation]) -> Invitation | None:
    return next((invitation for invitation in answered if _signed(invitation)), None)


def _signed(invitation: Invitation) -> bool:
    return any(signature.state in STANDING for signature in invitation.signatures)


def _answered(person_ids: Collection[UUID]) -> dict[UUID, list[Invitation]]:
    """By campaign the invitations that were signed or declined."""
    query = select(Invitation).where(Invitation.person_id.in_(person_ids), Invitation.state != InvitationState.STOPPED)
    found: dict[UUID, list[Invitation]] = {}
    for invitation in db.session.scalars(query.order_by(Invitation.created_at)):
        if _signed(invitation) or invitation.state == InvitationState.DECLINED:
            found.setdefault(invitation.campaign_id, []).append(invitation)
    return found
