"""Pages of a signatory who looks at the letters of a mailbox: the way in, the letters, and the way to each."""

from uuid import UUID

from flask import abort, render_template, session, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_signatory
from petitions.core.db import transaction
from petitions.core.limits.rules import SIGN_IN, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.core.tokens import new_link_token
from petitions.desk.letters import office, own_passkeys, queries, reading, service
from petitions.desk.letters.blueprint import Page, blueprint, mailbox, start
from petitions.desk.letters.forms import AddressForm, EntryForm
from petitions.signing import visits
from petitions.signing.offices import belonging

# What the signed session knows between the address and the code: the address, and the secret of this browser.
PENDING = "my_letters"


@blueprint.route("/sign-in", methods=["GET", "POST"])
def enter() -> Page:
    """Ask for the address. The answer is the same whether or not letters belong to it."""
    form = AddressForm()
    if not form.validate_on_submit():
        return enter_page(form)
    limit(SIGN_IN, str(form.address.data))
    earlier = session.get(PENDING) or {}
    pending = {"address": str(form.address.data), "browser": earlier.get("browser") or new_link_token()}
    with transaction():
        service.ask_code(**pending)
    session[PENDING] = pending
    return see(url_for("letters.code"))


def enter_page(form: AddressForm) -> str:
    """The way in: an address for the code, or a passkey."""
    return render_template("desk/letters/enter.html", form=form, navigation=[])


@blueprint.route("/code", methods=["GET", "POST"])
def code() -> Page:
    """Ask for the code, which works only in the browser that asked for it."""
    pending = session.get(PENDING)
    if pending is None:
        return see(url_for("letters.enter"))
    form = EntryForm()
    if form.validate_on_submit():
        limit(TYPE_CODE, pending["address"])
        with transaction():
            begun = service.enter(**pending, digits=str(form.code.data))
        if begun is not None:
            start(begun, by_code=True)
            return see(url_for("letters.index"))
        form.code.errors = [
            _("This code shows no letters. Check the digits; after ten minutes or five wrong tries, ask for a new one.")
        ]
    return render_template("desk/letters/code.html", form=form, address=pending["address"], navigation=[])


@blueprint.post("/sign-out")
def leave() -> Page:
    """End the session, and forget in this browser which letters were opened."""
    mine = current_signatory()
    if mine is not None:
        with transaction():
            service.leave(mine)
        session.clear()
    return see(url_for("letters.enter"))


@blueprint.get("/")
def index() -> Page:
    """Every letter that belongs to the mailbox."""
    mine = mailbox()
    return render_template(
        "desk/letters/index.html",
        address=mine.address,
        until=mine.ends_at,
        names=queries.names_at(mine.address_index),
        piles=reading.piles(reading.letters(mine.address_index)),
        prepared=sum(one.prepared is not None for one in office.waiting(mine.address_index)),
        may_have_passkeys=bool(own_passkeys.enrollable(mine.address_index)),
        offices=office.queues(mine.address_index),
        navigation=[],
    )


@blueprint.get("/<uuid:invitation_id>/<any(letter, done, withdraw):page>")
def open_letter(invitation_id: UUID, page: str) -> Page:
    """Open one of the letters in this browser, as its mailed link would."""
    invitation = belonging.invitation_of(mailbox().address_index, invitation_id)
    if invitation is None:
        abort(404)
    visits.remember(invitation.id)
    visits.remember_own(invitation.id)
    return see(url_for(f"signing.{page}", invitation_id=invitation.id))
