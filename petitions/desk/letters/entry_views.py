"""The way into My letters with a passkey: no address is typed, so nothing is told about any."""

from datetime import datetime

from flask import Response, jsonify, session, url_for
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from petitions.core.clock import now
from petitions.core.limits.rules import SIGN_IN
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.desk.letters import service
from petitions.desk.letters.blueprint import Page, blueprint, start
from petitions.desk.letters.forms import AddressForm, TouchForm
from petitions.desk.letters.views import enter_page
from petitions.signing.blueprint import attempt
from petitions.signing.passkeys import entering, rules
from petitions.signing.passkeys.proving import Touch

# What the signed session keeps between the question and the answer: the challenge's own part, and when it was made.
ENTERING = "entering"
NOBODY = {"nonce": "", "at": rules.NEVER.isoformat()}


@blueprint.post("/sign-in/passkey/challenge")
def challenge_to_enter() -> Response:
    """What any passkey of this site is asked; only the browser's cookie keeps it."""
    if not TouchForm().validate_on_submit():
        return Response(status=409)
    nonce = generate_challenge()
    session[ENTERING] = {"nonce": bytes_to_base64url(nonce), "at": now().isoformat()}
    return jsonify(entering.to_enter(nonce))


@blueprint.post("/sign-in/passkey")
def enter_by_passkey() -> Page:
    """Show the letters of the mailbox that proved the passkey."""
    form, shown = TouchForm(), AddressForm(formdata=None)
    if form.validate_on_submit():
        limit(SIGN_IN)
        asked = session.pop(ENTERING, NOBODY)
        touch, nonce = Touch(datetime.fromisoformat(asked["at"]), str(form.answer.data)), asked["nonce"]
        begun = attempt(form, lambda: service.enter_by_passkey(touch, base64url_to_bytes(nonce)))
        if begun is not None:
            start(begun, by_code=False)
            return see(url_for("letters.index"))
    shown.form_errors.extend(form.form_errors)
    return enter_page(shown)
