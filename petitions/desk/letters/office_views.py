"""Pages of an office: whom a signatory has prepare letters, and the page on which a delegate prepares one."""

from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.core.forms import Form
from petitions.core.limits.rules import ASK_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.desk.letters import queries, service
from petitions.desk.letters.blueprint import Page, blueprint, mailbox
from petitions.desk.letters.forms import DelegateForm
from petitions.signing import reading
from petitions.signing.models import Invitation
from petitions.signing.offices import filling, naming, preparing
from petitions.signing.offices import queries as offices
from petitions.signing.offices.models import Delegate
from petitions.signing.preparing import Wish


@blueprint.route("/delegates", methods=["GET", "POST"])
def delegates() -> Page:
    """Whom this mailbox has prepare its letters. Only whose own letters these are names anybody."""
    mine = mailbox()
    names = queries.names_at(mine.address_index)
    if not names:
        abort(404)
    form = DelegateForm()
    if form.validate_on_submit():
        limit(ASK_CODE, mine.address)
        try:
            with transaction():
                named = naming.name_delegate(
                    service.as_actor(names), mine.address, str(form.name.data), str(form.address.data)
                )
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            flash(_("%(name)s prepares your letters from now on. A mail to you says so too.", name=named.name), "done")
            return see(url_for("letters.delegates"))
    named_before = offices.delegates_of(mine.address_index)
    return render_template("desk/letters/delegates.html", form=form, names=names, delegates=named_before, navigation=[])


@blueprint.post("/delegates/<uuid:delegate_id>/end")
def end_delegate(delegate_id: UUID) -> Page:
    """Take the naming of a delegate back, at once."""
    mine, delegate = mailbox(), db.session.get(Delegate, delegate_id)
    if delegate is None or delegate.member_index != mine.address_index:
        abort(404)
    with transaction():
        naming.end_delegate(service.as_actor(queries.names_at(mine.address_index)), delegate)
    flash(_("%(name)s prepares your letters no longer.", name=delegate.name), "done")
    return see(url_for("letters.delegates"))


@blueprint.route("/office/<uuid:invitation_id>", methods=["GET", "POST"])
def prepare(invitation_id: UUID) -> Page:
    """The letter, and how a delegate proposes to sign it. Nothing on this page signs or declines."""
    invitation = db.session.get(Invitation, invitation_id)
    delegate = offices.named_for(mailbox().address_index, invitation) if invitation else None
    if invitation is None or delegate is None:
        abort(404)
    if not reading.may_sign(invitation):
        flash(_("This letter does not wait for a signature any more."), "wait")
        return see(url_for("letters.index"))
    form = filling.form_of(invitation)
    wish = filling.filled(invitation, form)
    if wish is not None and _prepared(delegate, invitation, wish, form):
        flash(_("Prepared. %(name)s confirms it; until then nothing is signed.", name=invitation.person.name), "done")
        return see(url_for("letters.index"))
    shown = {**reading.letter(invitation), **filling.shown(invitation, form)}
    return render_template("desk/letters/prepare.html", navigation=[], **shown)


def _prepared(delegate: Delegate, invitation: Invitation, wish: Wish, form: Form) -> bool:
    organisation_id = invitation.campaign.organisation_id
    actor = Actor(ActorKind.SIGNATORY, _("%(name)s, delegate", name=delegate.name), delegate.id, organisation_id)
    try:
        with transaction():
            preparing.prepare_for(actor, delegate, invitation, wish)
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return False
    return True
