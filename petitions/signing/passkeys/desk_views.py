"""What organisers see of passkeys: that somebody has one, and the button that removes it."""

from uuid import UUID

from flask import abort, flash, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.core.db import transaction
from petitions.core.forms import EmptyForm
from petitions.core.pages import see
from petitions.signing import policy, service
from petitions.signing import queries as signing
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.desk_views import desk_page
from petitions.signing.passkeys import queries


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>/passkey", methods=["GET", "POST"])
def remove_passkeys(campaign_id: UUID, invitation_id: UUID) -> Page:
    """Remove the passkeys of an invited person, after a page that says what that means."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    invitation = signing.get_visible(actor, invitation_id)
    if invitation.campaign_id != campaign.id:
        abort(404)
    policy.require_collecting(actor)
    table = see(url_for("signing.invitations", campaign_id=campaign_id))
    form = EmptyForm()
    if form.validate_on_submit():
        with transaction():
            service.remove_every_passkey(actor, invitation)
        flash(_("%(name)s has no passkey any more, and signs with a code.", name=invitation.person.name), "done")
        return table
    if not queries.good_for(invitation):
        return table
    return desk_page("passkeys", campaign, form=form, name=invitation.person.name)
