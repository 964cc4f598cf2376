"""The page behind the link that stops mail. Opening it changes nothing: scanners open links."""

from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _

from petitions.core.db import transaction
from petitions.drafting import queries as drafting
from petitions.signing.blueprint import LinkUnknown, Page, blueprint, who
from petitions.signing.models import Invitation
from petitions.signing.unsubscribing import links, service


@blueprint.route("/unsubscribe/<uuid:invitation_id>/<token>", methods=["GET", "POST"])
def unsubscribe(invitation_id: UUID, token: str) -> Page:
    """Stop mail, or let it come again, by what is sent; the token of the link is all that is asked for.

    A mail program sends `List-Unsubscribe=One-Click` without a session, and follows no redirect (RFC 8058, 3.1).
    """
    invitation = links.invitation_of(invitation_id, token)
    if invitation is None:
        raise LinkUnknown(_("This link leads to no letter."))
    if request.method != "POST":
        return _page(invitation)
    verb = _verb()
    if verb is None:
        return _page(invitation), 400
    with transaction():
        verb(who(invitation), invitation)
    return _page(invitation)


def _verb() -> service.Verb | None:
    if request.form.get("List-Unsubscribe") == "One-Click":
        return service.unsubscribe
    return service.resubscribe if request.form.get("undo") else None


def _page(invitation: Invitation) -> str:
    version = drafting.open_version(invitation.campaign)
    return render_template(
        "signing/unsubscribing/unsubscribe.html",
        invitation=invitation,
        subject=version.subject if version else invitation.campaign.title,
    )
