"""Pages of addressees: the organisation's offices, and which of them a campaign's letter goes to."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.states import EDITABLE
from petitions.core.clock import today
from petitions.core.countries import country_name
from petitions.core.editing import Answer, answer
from petitions.core.forms import Form
from petitions.core.once import made_before
from petitions.dispatch import offices, policy, queries
from petitions.dispatch.blueprint import blueprint, campaign_of, onward, trail
from petitions.dispatch.forms import AddresseeForm, NewAddresseeForm, choosing, language_names
from petitions.dispatch.models import Addressee


@blueprint.get("/addressees")
def addressees() -> str:
    """The organisation's offices."""
    actor = current_actor()
    return render_template(
        "dispatch/addressees.html",
        offices=[_listed(office) for office in queries.addressees(actor)],
        may_edit=policy.may_prepare(actor),
    )


@blueprint.route("/addressees/new", methods=["GET", "POST"])
def addressee_add() -> Answer:
    """Add an office, and return to the campaign for which it is wanted."""
    actor = current_actor()
    policy.require_prepare(actor)
    form = NewAddresseeForm()
    return answer(
        form,
        lambda: offices.add(actor, form.office, form.row_id),
        lambda: _back_to() or url_for("dispatch.addressees"),
        partial(_form_page, form, _("Add an office")),
        made=lambda: made_before(form, Addressee, actor.organisation_id, name=form.name.data),
    )


@blueprint.route("/addressees/<uuid:addressee_id>", methods=["GET", "POST"])
def addressee_edit(addressee_id: UUID) -> Answer:
    """Edit an office."""
    actor = current_actor()
    office = queries.get_addressee(actor, addressee_id)
    policy.require_prepare(actor)
    form = AddresseeForm(obj=office)
    return answer(
        form,
        lambda: offices.edit(actor, office, form.office, form.made_from),
        lambda: url_for("dispatch.addressees"),
        partial(_form_page, form, office.name),
        stored=lambda: AddresseeForm(formdata=None, obj=office),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/addressees", methods=["GET", "POST"])
def choose(campaign_id: UUID) -> Answer:
    """Choose to which offices the campaign's letter goes, and in which order."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    policy.require_prepare(actor)
    known = queries.addressees(actor)
    form = choosing(known, queries.chosen_addressees(campaign))
    return answer(
        form,
        lambda: offices.choose(actor, campaign, _chosen(form, known)),
        lambda: onward(_("The addressees are saved."), url_for("desk.campaign", campaign_id=campaign.id)),
        lambda: render_template(
            "dispatch/choose.html",
            campaign=campaign,
            form=form,
            rows=[_choice(office, form) for office in known],
            editable=campaign.state in EDITABLE,
            trail=trail(campaign, _("Addressees")),
        ),
    )


def _listed(office: Addressee) -> dict[str, Any]:
    return {
        "office": office,
        "country": country_name(office.country) if office.country else "",
        "language": language_names().get(office.language, office.language),
        "validity": _validity(office),
        "valid": queries.is_valid(office, today()),
    }


def _validity(office: Addressee) -> str:
    first, last = (format_date(day, "d MMMM y") if day else "" for day in (office.valid_from, office.valid_to))
    if first and last:
        return _("%(first)s to %(last)s", first=first, last=last)
    if first:
        return _("since %(first)s", first=first)
    return _("until %(last)s", last=last) if last else _("days not stated")


def _choice(office: Addressee, form: Form) -> dict[str, Any]:
    return {
        "office": office,
        "box": form[f"to_{office.id.hex}"],
        "place": form[f"place_{office.id.hex}"],
        "valid": queries.is_valid(office, today()),
    }


def _chosen(form: Form, known: Sequence[Addressee]) -> list[UUID]:
    """The ticked offices by their place; those without one come last, in the order of the list."""
    ticked = [office for office in known if form[f"to_{office.id.hex}"].data]
    ticked.sort(key=lambda office: form[f"place_{office.id.hex}"].data or 1000)
    return [office.id for office in ticked]


def _form_page(form: AddresseeForm, title: str, stored: Sequence[tuple[str, str]] = ()) -> str:
    here = [{"label": _("Addressees"), "href": url_for("dispatch.addressees")}, {"label": title}]
    return render_template("dispatch/addressee.html", form=form, heading=title, stored=stored, trail=here)


def _back_to() -> str:
    """The campaign from whose page somebody came to add an office."""
    campaign_id = request.args.get("campaign", "")
    try:
        return url_for("dispatch.choose", campaign_id=UUID(campaign_id))
    except ValueError:
        return ""
