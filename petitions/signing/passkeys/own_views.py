"""What signatories do with passkeys of their own: enrol one right after signing with a code, and remove it."""

from uuid import UUID

from flask import Response, flash, jsonify, render_template, url_for
from flask_babel import gettext as _
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.core.pages import see
from petitions.signing import service, visits
from petitions.signing.blueprint import Page, attempt, blueprint, opened, page, to, who
from petitions.signing.passkeys import asking, enrolling, queries
from petitions.signing.passkeys.forms import EnrolForm, RemoveForm
from petitions.signing.passkeys.models import Passkey


@blueprint.route("/letters/<uuid:invitation_id>/passkey/enrol", methods=["GET", "POST"])
def enrol_passkey(invitation_id: UUID) -> Page:
    """What a passkey is, and the button that has this device make one."""
    invitation, form = opened(invitation_id), EnrolForm(label=_("My device"))
    proved = visits.proved(invitation_id)
    if form.validate_on_submit():
        challenge = base64url_to_bytes(visits.noted(invitation_id, "enrolling") or "")
        made = enrolling.Made(challenge, str(form.answer.data), str(form.label.data))
        passkey = attempt(form, lambda: service.enrol_passkey(who(invitation), invitation, proved, made))
        if passkey is not None:
            visits.remember_passkey(passkey.id)
            flash(_("The passkey is enrolled. A mail confirms it."), "done")
            return see(url_for("signing.passkey", passkey_id=passkey.id))
    elif not enrolling.may_enrol(invitation, proved):
        return to("done", invitation)
    return page("passkeys/enrol", invitation, form=form)


@blueprint.post("/letters/<uuid:invitation_id>/passkey/enrol/challenge")
def challenge_to_enrol(invitation_id: UUID) -> Response:
    """What the device is asked to make; only the browser's cookie keeps the challenge."""
    invitation = opened(invitation_id)
    if not enrolling.may_enrol(invitation, visits.proved(invitation_id)):
        return Response(status=409)
    challenge = generate_challenge()
    visits.note(invitation_id, enrolling=bytes_to_base64url(challenge))
    return jsonify(asking.to_enrol(invitation, challenge))


@blueprint.get("/k/<token>")
def arrive_at_passkey(token: str) -> Page:
    """Open the link of the mail about a passkey, and go on to an address without the token."""
    passkey = queries.by_token(token)
    if passkey is None:
        raise NotFound(_("This link leads to no passkey. Open it whole: some mail programs break it over two lines."))
    visits.remember_passkey(passkey.id)
    return see(url_for("signing.passkey", passkey_id=passkey.id))


@blueprint.route("/passkeys/<uuid:passkey_id>", methods=["GET", "POST"])
def passkey(passkey_id: UUID) -> Page:
    """One passkey, for its bearer: what it is, when it was used, and how it is removed."""
    found = db.session.get(Passkey, passkey_id) if visits.knows_passkey(passkey_id) else None
    if found is None:
        raise NotFound(_("No passkey is open in this browser. The link in the mail about it opens it."))
    form = RemoveForm()
    if form.validate_on_submit():
        with transaction():
            service.remove_passkey(_bearer(found), found)
        flash(_("The passkey is removed. You sign with a code from now on."), "done")
        return see(url_for("signing.passkey", passkey_id=passkey_id))
    return render_template("signing/passkeys/passkey.html", passkey=found, form=form, navigation=[])


def _bearer(passkey: Passkey) -> Actor:
    return Actor(ActorKind.SIGNATORY, passkey.person.name, passkey.person_id, passkey.organisation_id)
