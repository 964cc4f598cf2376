"""The touch that confirms several prepared letters, on the page on which a code does it too."""

from datetime import datetime

from flask import Response, jsonify, session

from petitions.core.clock import now
from petitions.core.errors import DomainError
from petitions.desk.letters.blueprint import Page, blueprint, mailbox
from petitions.desk.letters.forms import TouchSeveralForm
from petitions.desk.letters.several_views import actor, again, chosen, several_page, signed
from petitions.signing.blueprint import attempt
from petitions.signing.offices import touching
from petitions.signing.passkeys import rules
from petitions.signing.passkeys.proving import Touch

# What the signed session keeps: when the passkey was asked last to sign several.
TOUCHED = "several_touched"


@blueprint.post("/several/challenge")
def challenge_to_sign_several() -> Response:
    """What the passkey is asked for the letters that the page showed; only the browser's cookie keeps when.

    A refusal is an empty answer: the form is then sent as it is, and the page that follows says what is wrong.
    """
    form, moment = TouchSeveralForm(), now()
    if not form.validate_on_submit():
        return Response(status=409)
    try:
        asked = touching.to_touch_several(mailbox().address, chosen(form), moment)
    except DomainError:
        return Response(status=409)
    session[TOUCHED] = moment.isoformat()
    return jsonify(asked)


@blueprint.post("/several/touch")
def touch_several() -> Page:
    """Sign every letter that the page showed and that was opened here, with one touch."""
    form, mine = TouchSeveralForm(), mailbox().address
    if form.validate_on_submit():
        asked = chosen(form)
        touch = Touch(_asked_at(), str(form.answer.data))
        given = attempt(form, lambda: touching.touch_several(actor(), mine, again(asked), touch))
        if given:
            session.pop(TOUCHED, None)
            return signed(given)
    return several_page(form)


def _asked_at() -> datetime:
    """When this browser was told what to ask of the passkey; so long ago that nothing holds where it was not."""
    noted = session.get(TOUCHED)
    return datetime.fromisoformat(noted) if noted else rules.NEVER
