"""The page on which somebody says: I never signed this. The link of the receipt shows it, a ticked box does it."""

from uuid import UUID

from flask import flash
from flask_babel import gettext as _

from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import visits
from petitions.signing.blueprint import (
    Page,
    arrived_by_receipt,
    attempt,
    blueprint,
    known,
    page,
    say_unless_mailed,
    say_wrong,
    to,
    who,
)
from petitions.signing.disputing import queries, service
from petitions.signing.disputing.forms import DisputeByCodeForm, DisputeForm
from petitions.signing.disputing.service import Said
from petitions.signing.models import Invitation
from petitions.signing.reading import as_name

ASKED = "asked_to_dispute"


@blueprint.get("/not-mine/<token>")
def arrive_to_dispute(token: str) -> Page:
    """Open the link of a receipt: remember it in this browser, and go on to an address without the token."""
    return to("dispute", arrived_by_receipt(token))


@blueprint.route("/letters/<uuid:invitation_id>/dispute", methods=["GET", "POST"])
def dispute(invitation_id: UUID) -> Page:
    """What disputing means, and the button that does it."""
    invitation = known(invitation_id)
    of = _by_receipt(invitation)
    form = DisputeForm() if of else DisputeByCodeForm()
    if not form.validate_on_submit():
        return _page(invitation, form)
    limit(TYPE_CODE, invitation_id)
    said = Said(str(form.said.data or ""), of is not None, _digits(form), visits.browser(), of)
    if not attempt(form, lambda: service.dispute(who(invitation), invitation, said)):
        if isinstance(form, DisputeByCodeForm):
            say_wrong(form, invitation, ASKED)
        return _page(invitation, form)
    visits.forget(invitation_id)
    flash(_("The signature in your name is set aside, and the organisers are told. A mail confirms it."), "done")
    return to("dispute", invitation)


@blueprint.post("/letters/<uuid:invitation_id>/dispute/ask")
def ask_to_dispute(invitation_id: UUID) -> Page:
    """Mail the code that disputes the signature."""
    invitation, form = known(invitation_id), DisputeByCodeForm(formdata=None)
    limit(ASK_CODE, invitation_id)
    mailed = attempt(form, lambda: service.request_code(who(invitation), invitation, visits.browser()))
    if form.errors:
        return _page(invitation, form)
    say_unless_mailed(mailed)
    visits.note(invitation_id, **{ASKED: True})
    return to("dispute", invitation)


def _by_receipt(invitation: Invitation) -> UUID | None:
    """The signature that would be disputed, if this browser came by the link of its very receipt."""
    said_given = queries.standing(invitation) or queries.set_aside(invitation)
    latest = said_given[-1].id if said_given else None
    return latest if latest and visits.is_own(latest) else None


def _digits(form: DisputeForm) -> str:
    return str(form.code.data) if isinstance(form, DisputeByCodeForm) else ""


def _page(invitation: Invitation, form: DisputeForm) -> str:
    standing = queries.standing(invitation)
    return page(
        "disputing/dispute",
        invitation,
        form=form,
        by_receipt=_by_receipt(invitation) is not None,
        asked=visits.noted(invitation.id, ASKED),
        disputed=queries.undecided(invitation),
        stands=standing[-1] if standing else None,
        stood=as_name(standing[-1]) if standing else None,
    )
