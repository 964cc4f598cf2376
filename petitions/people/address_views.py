"""Pages of registered addresses: one organiser registers, another decides."""

from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.pages import see
from petitions.people import addressing, policy, queries
from petitions.people.forms import AddressForm, DecisionForm
from petitions.people.models import Address
from petitions.people.views import blueprint


@blueprint.route("/<uuid:person_id>/address", methods=["GET", "POST"])
def register_address(person_id: UUID) -> str | Response:
    """Register an address with its source."""
    actor = current_actor()
    person = queries.get_visible(actor, person_id)
    policy.require_addresses(actor)
    form: Any = AddressForm()
    if form.validate_on_submit():
        source = addressing.AddressSource(form.page.data, form.on.data, form.file.data)
        with transaction():
            addressing.register_address(actor, person, form.address.data, source)
        flash(_("The address is registered. It counts once a second organiser confirms it."), "done")
        return see(url_for("desk.person", person_id=person_id))
    return render_template("people/register_address.html", form=form, person=person)


@blueprint.route("/addresses/<uuid:address_id>", methods=["GET", "POST"])
def decide_address(address_id: UUID) -> str | Response:
    """Confirm an address that a colleague registered, or refuse it."""
    actor = current_actor()
    address = queries.get_address(actor, address_id)
    policy.require_addresses(actor)
    form: Any = DecisionForm()
    if form.validate_on_submit():
        with transaction():
            if form.decision.data == "confirm":
                addressing.confirm_address(actor, address)
            else:
                addressing.refuse_address(actor, address, form.reason.data)
        return _onward(actor, address)
    return render_template("people/decide_address.html", form=form, address=address)


def _onward(actor: Actor, decided: Address) -> Response:
    """To the next address that waits for this organiser, since a list brings many; after the last to the person."""
    left = [address for address in queries.proposed(actor) if address.registered_by_id != actor.id]
    if not left:
        return see(url_for("desk.person", person_id=decided.person_id))
    said = ngettext(
        "Decided: %(name)s. %(num)d more address waits for you: this one.",
        "Decided: %(name)s. %(num)d more addresses wait for you, this one first.",
        len(left),
        name=decided.person.name,
    )
    flash(said, "done")
    return see(url_for("people.decide_address", address_id=left[0].id))
