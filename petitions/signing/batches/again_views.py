"""The page on which one invitation is sent again, after what became of its last mail."""

from typing import Any
from uuid import UUID

from flask import abort, flash, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.forms import EmptyForm
from petitions.core.pages import see
from petitions.people.addresses import masked
from petitions.signing import policy, queries
from petitions.signing.batches import again
from petitions.signing.batches.bounce_queries import last_mails, words_of
from petitions.signing.batches.pages import desk_page
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.models import Invitation


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>/again", methods=["GET", "POST"])
def send_again(campaign_id: UUID, invitation_id: UUID) -> Page:
    """Send the mail once more, with the same link, to the address that is registered now."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    invitation = queries.get_visible(actor, invitation_id)
    if invitation.campaign_id != campaign.id:
        abort(404)
    policy.require_collecting(actor)
    form = EmptyForm()
    if form.validate_on_submit():
        try:
            with transaction():
                again.send_again(actor, invitation)
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            flash(_("The invitation of %(name)s is sent again.", name=invitation.signatory), "done")
            return see(url_for("signing.invitations", campaign_id=campaign_id))
    here = {"label": _("Send an invitation again")}
    return desk_page("again", campaign, here, form=form, invitation=invitation, **_told(invitation))


def _told(invitation: Invitation) -> dict[str, Any]:
    """What became of the last mail, where the next would go, and why it can't, if so."""
    message = last_mails([invitation.id]).get(invitation.id)
    return {
        "sent_to": masked(message.recipient) if message else "",
        "said": words_of(message) if message else "",
        "at": message.created_at if message else None,
        "address": masked(queries.address(invitation)),
        "why_not": _why_not(invitation),
    }


def _why_not(invitation: Invitation) -> str:
    try:
        again.require_sendable(invitation)
    except DomainError as refused:
        return refused.message
    return ""
