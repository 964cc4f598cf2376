"""Pages of My letters about passkeys: those there are, the way to remove one, and the page that enrols one."""

from uuid import UUID

from flask import Response, abort, flash, jsonify, render_template, url_for
from flask_babel import gettext as _
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from petitions.core.clock import now
from petitions.core.pages import see
from petitions.desk.letters import own_passkeys
from petitions.desk.letters.blueprint import Page, blueprint, mailbox, typed_code_at
from petitions.desk.letters.forms import PasskeyForm
from petitions.people.addresses import masked
from petitions.signing import service, visits
from petitions.signing.blueprint import attempt, who
from petitions.signing.models import Invitation
from petitions.signing.offices import belonging
from petitions.signing.passkeys import asking, enrolling, rules


@blueprint.get("/passkeys")
def passkeys() -> Page:
    """The passkeys of this mailbox, and the way to each; for what one can be enrolled while the code is fresh."""
    mine = mailbox().address_index
    return render_template(
        "desk/letters/passkeys.html",
        passkeys=own_passkeys.passkeys_of(mine),
        enrollable=own_passkeys.enrollable(mine),
        is_fresh=rules.is_fresh(typed_code_at(), now()),
        navigation=[],
    )


@blueprint.get("/passkeys/<uuid:passkey_id>")
def open_passkey(passkey_id: UUID) -> Page:
    """Open one of the passkeys in this browser, as its mailed link would: the page behind it removes it."""
    if passkey_id not in {passkey.id for passkey in own_passkeys.passkeys_of(mailbox().address_index)}:
        abort(404)
    visits.remember_passkey(passkey_id)
    return see(url_for("signing.passkey", passkey_id=passkey_id))


@blueprint.route("/<uuid:invitation_id>/passkey", methods=["GET", "POST"])
def enrol(invitation_id: UUID) -> Page:
    """What a passkey is, and the button that has this device make one."""
    invitation, form = _own(invitation_id), PasskeyForm(label=_("My device"))
    mine, typed_at = mailbox(), typed_code_at()
    if form.validate_on_submit():
        challenge = base64url_to_bytes(visits.noted(invitation_id, "enrolling") or "")
        made = enrolling.Made(challenge, str(form.answer.data), str(form.label.data))
        hands = (who(invitation), invitation, mine.address_index, typed_at, made)
        if attempt(form, lambda: service.enrol_in_my_letters(*hands)):
            visits.forget(invitation_id)
            flash(_("The passkey is enrolled. A mail confirms it."), "done")
            return see(url_for("letters.passkeys"))
    elif not enrolling.may_enrol_in_my_letters(invitation, mine.address_index, typed_at):
        return see(url_for("letters.passkeys"))
    return render_template(
        "desk/letters/enrol.html",
        form=form,
        invitation=invitation,
        organisation=invitation.campaign.organisation,
        masked=masked(mine.address).replace("…", "…\u2060"),
        navigation=[],
    )


@blueprint.post("/<uuid:invitation_id>/passkey/challenge")
def challenge_to_enrol(invitation_id: UUID) -> Response:
    """What the device is asked to make; only the browser's cookie keeps the challenge."""
    invitation = _own(invitation_id)
    if not enrolling.may_enrol_in_my_letters(invitation, mailbox().address_index, typed_code_at()):
        return Response(status=409)
    challenge = generate_challenge()
    visits.note(invitation_id, enrolling=bytes_to_base64url(challenge))
    return jsonify(asking.to_enrol(invitation, challenge))


def _own(invitation_id: UUID) -> Invitation:
    """That letter, if it belongs to the mailbox and is none of a member of the public."""
    invitation = belonging.invitation_of(mailbox().address_index, invitation_id)
    if invitation is None or invitation.supporter is not None:
        abort(404)
    return invitation
