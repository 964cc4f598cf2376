"""The page on which a signatory confirms several prepared letters at once: those that were opened in this browser."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.campaigns.instruments import Display
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.forms import Form
from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.desk.letters import office, queries, service
from petitions.desk.letters.blueprint import Page, blueprint, mailbox
from petitions.desk.letters.forms import AskSeveralForm, SeveralForm
from petitions.desk.letters.office import Waiting
from petitions.signing import visits
from petitions.signing.blueprint import attempt, say_unless_mailed
from petitions.signing.display import WAYS
from petitions.signing.models import Signature
from petitions.signing.offices import several as offices
from petitions.signing.offices import touching
from petitions.signing.offices.models import Preparation
from petitions.signing.wordings import wordings

# What the signed session keeps: for which letters a code was asked last.
ASKED = "several"


@blueprint.route("/several", methods=["GET", "POST"])
def several() -> Page:
    """What is prepared and was opened here, what was not opened yet, and the code that signs all that was."""
    form = SeveralForm()
    if not form.validate_on_submit():
        return several_page(form)
    limit(TYPE_CODE, mailbox().address)
    asked, hands = chosen(form), {"digits": str(form.code.data), "browser": visits.browser()}
    mine = mailbox().address
    given = attempt(form, lambda: offices.sign_several(actor(), mine, again(asked), **hands))
    if given:
        session.pop(ASKED, None)
        return signed(given)
    if not form.form_errors:
        form.code.errors = [_("These are not the digits that we mailed. Compare them with the newest mail.")]
    return several_page(form)


@blueprint.post("/several/ask")
def ask_several() -> Page:
    """Mail the code for the letters that the page showed."""
    form = AskSeveralForm()
    asked = chosen(form)
    if not form.validate_on_submit() or not asked:
        return see(url_for("letters.several"))
    visits.begin()
    mine = mailbox().address
    limit(ASK_CODE, mine)
    mailed = attempt(form, lambda: offices.request_code(actor(), mine, again(asked), visits.browser()))
    if form.form_errors:
        return several_page(form)
    say_unless_mailed(mailed)
    session[ASKED] = _ids(asked)
    return see(url_for("letters.several"))


def signed(given: Sequence[Signature]) -> Page:
    """Say how many letters are signed, and go back to them."""
    flash(ngettext("%(num)d letter is signed.", "%(num)d letters are signed.", len(given)), "done")
    return see(url_for("letters.index"))


def several_page(form: Form) -> str:
    """What is prepared: opened here or not, and how it is signed. What went wrong stands above either way."""
    shown = form if isinstance(form, SeveralForm) else SeveralForm(formdata=None)
    shown.form_errors = form.form_errors
    waiting = office.waiting(mailbox().address_index)
    found = [(one, one.prepared) for one in waiting if one.prepared is not None]
    opened = [pair for pair in found if visits.knows(pair[0].invitation.id)]
    ids = _ids([prepared for _one, prepared in opened])
    return render_template(
        "desk/letters/several.html",
        form=shown,
        ids=ids,
        may_touch=touching.may_touch([prepared for _one, prepared in opened]),
        asked=bool(ids) and session.get(ASKED) == ids,
        opened=[_told(one, prepared) for one, prepared in opened],
        unopened=[pair[0] for pair in found if pair not in opened],
        navigation=[],
    )


def _told(one: Waiting, prepared: Preparation) -> dict[str, Any]:
    """What would be signed, word for word."""
    display = Display(prepared.display)
    said = wordings(one.invitation, display)
    agreed = [said[kind] for kind in said if kind in prepared.agreed]
    return {"letter": one, "prepared": prepared, "agreed": agreed, "shown": WAYS[display]}


def chosen(form: AskSeveralForm) -> list[Preparation]:
    """Those the page showed, as far as their letters were opened in this browser; what belongs, the verb judges."""
    found = (db.session.get(Preparation, one) for one in form.ids)
    return [one for one in found if one is not None and visits.knows(one.invitation_id)]


def again(chosen: Sequence[Preparation]) -> list[Preparation]:
    """The same, read in the transaction."""
    return [db.session.get_one(Preparation, one.id) for one in chosen]


def _ids(preparations: Sequence[Preparation]) -> str:
    return ",".join(sorted(str(one.id) for one in preparations))


def actor() -> Actor:
    """Whoever reads the mailbox."""
    return service.as_actor(queries.names_at(mailbox().address_index))
