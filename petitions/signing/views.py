"""Pages of signatories: one thing a page. A link only shows; what it leads to is done by a code in this browser."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _

from petitions.accounts.codes import WrongCode
from petitions.campaigns.instruments import Display
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.i18n import current_language
from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import display, queries, reading, service, visits
from petitions.signing.blueprint import (
    LinkEnded,
    LinkUnknown,
    Page,
    arrived,
    arrived_at_receipt,
    blueprint,
    opened,
    opened_to_answer,
    page,
    to,
    who,
)
from petitions.signing.errors import DisplayRefused, NameUnusable
from petitions.signing.forms import FIELDS, CodeForm, SignForm
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.offices import queries as offices
from petitions.signing.offices.models import Preparation
from petitions.signing.passkeys import enrolling
from petitions.signing.passkeys import queries as passkeys
from petitions.signing.proofs import Proof
from petitions.signing.rules import Held
from petitions.signing.supporters.forms import SupporterSignForm
from petitions.signing.typing_codes import asked, is_unread, mail_code, take_code
from petitions.signing.wordings import newsletter, wordings
from petitions.signing.words import display_hints, name_hint


@blueprint.get("/i/<token>")
def arrive(token: str) -> Page:
    """Open a mailed link: remember the letter in this browser and go on to an address without the token."""
    return to("letter", arrived(token))


@blueprint.get("/receipts/<token>/<any(done, withdraw):page>")
def arrive_at_receipt(token: str, page: str) -> Page:
    """Open a link of a receipt: to what was signed, or to the page where it is taken back."""
    return to(page, arrived_at_receipt(token))


@blueprint.get("/letters/<uuid:invitation_id>")
def letter(invitation_id: UUID) -> Page:
    """The whole letter, to whom it goes, who has signed, and what can be done. It holds no form."""
    invitation = opened(invitation_id)
    own = visits.is_own(invitation_id)
    if own and queries.held(invitation)[0] == Held.IN_FORCE:
        return to("done", invitation)
    steps = {"step": 1, "steps": 3} if reading.may_sign(invitation, own=own) else {}
    shown = page("letter", invitation, **steps)
    visits.note(invitation_id, read=str(invitation.campaign.open_version_id))
    return shown


@blueprint.get("/letters/<uuid:invitation_id>/code")
def code(invitation_id: UUID) -> Page:
    """Where the code is asked for, and then typed."""
    return _code_page(opened(invitation_id), CodeForm())


@blueprint.post("/letters/<uuid:invitation_id>/ask")
def ask(invitation_id: UUID) -> Page:
    """Mail the code to the registered address."""
    invitation, form = opened(invitation_id), CodeForm(formdata=None)
    limit(ASK_CODE, invitation_id)
    if is_unread(invitation, visits.read(invitation_id)):
        return to("letter", invitation)
    mail_code(invitation, form)
    return _code_page(invitation, form) if form.form_errors else to("code", invitation)


@blueprint.post("/letters/<uuid:invitation_id>/code")
def type_code(invitation_id: UUID) -> Page:
    """Check the digits without using them up: signing does that."""
    invitation, form = opened(invitation_id), CodeForm()
    if form.validate_on_submit():
        limit(TYPE_CODE, invitation_id)
    refused = take_code(invitation, form, lambda: _code_page(invitation, form))
    return refused or to("sign", invitation)


@blueprint.route("/letters/<uuid:invitation_id>/sign", methods=["GET", "POST"])
def sign(invitation_id: UUID) -> Page:
    """How the name is printed, what is agreed to, and the button that signs."""
    if request.method == "POST" and visits.is_own(invitation_id):
        return signed(invitation_id)
    invitation = opened(invitation_id)
    form = form_of(invitation)
    return _code_again(invitation, form) if form.validate_on_submit() else _sign_page(invitation, form)


@blueprint.get("/letters/<uuid:invitation_id>/receipt")
def done(invitation_id: UUID) -> Page:
    """The receipt: the same on every visit, with the way to take the signature back."""
    invitation = opened(invitation_id)
    held, signature = queries.held(invitation)
    if held != Held.IN_FORCE or signature is None:
        return to("letter", invitation)
    may_enrol = enrolling.may_enrol(invitation, visits.proved(invitation_id))
    return page("done", invitation, **reading.receipt(signature), may_enrol=may_enrol)


def _code_page(invitation: Invitation, form: CodeForm) -> Page:
    if not reading.may_sign(invitation, own=visits.is_own(invitation.id)):
        return to("letter", invitation)
    has_passkey = bool(passkeys.good_for(invitation))
    return page("code", invitation, form=form, asked=asked(invitation, form), has_passkey=has_passkey, step=2, steps=3)


def form_of(invitation: Invitation) -> SignForm:
    """The form of whoever signs: officials and organisations tell less than members of the public are asked."""
    form = (SupporterSignForm if invitation.supporter else SignForm)(**begun(invitation))
    form.offer(display.offered(invitation))
    form.word(wordings(invitation, form.shown))
    if isinstance(form, SupporterSignForm):
        form.newsletter.label.text = newsletter(invitation.campaign)
    return form


def sign_page(invitation: Invitation, form: SignForm, template: str = "sign", step: int = 3, **more: Any) -> str:
    """The page of the consents, whose last step this is; of the only one nothing is said."""
    form.worded.data = form.shown
    return page(
        template,
        invitation,
        form=form,
        step=step,
        steps=step,
        wording=wordings(invitation)[ConsentKind.SIGN],
        name_hint=name_hint(invitation),
        prepared=_preparation(invitation),
        display_hints=display_hints(invitation),
        **more,
    )


def begun(invitation: Invitation, prepared: Preparation | None = None) -> dict[str, Any]:
    """What the form begins with: what was typed before a code ran out, else the name as signed, else the roster's.

    Who renews is shown as before, unless the choice is another. Whoever only holds the link is told nothing of that,
    and of what is ``prepared`` only the delegate who did it and the signatory.
    """
    held, signature = queries.held(invitation)
    signed = signature if held == Held.STALE and visits.is_own(invitation.id) else None
    of_person = signed if invitation.organisation is None else None
    begun = {
        "name": of_person.name if of_person else invitation.person.name,
        "display": signed.display if signed else Display.PUBLIC,
        "comment": signed.comment if signed else "",
    }
    country = {"country": invitation.supporter.country} if invitation.supporter else {}
    typed = visits.noted(invitation.id, "typed") or {}
    proposed = _proposed(prepared or _preparation(invitation))
    return {**begun, **country, **proposed, **typed, "version": str(invitation.campaign.open_version_id)}


def _proposed(prepared: Preparation | None) -> dict[str, Any]:
    """What a delegate proposes for this version, to be looked at and confirmed, or changed."""
    if prepared is None:
        return {}
    ticked = {field: kind in prepared.agreed for kind, field in FIELDS.items()}
    return {"name": prepared.name, "display": prepared.display, "comment": prepared.comment, **ticked}


def _preparation(invitation: Invitation) -> Preparation | None:
    return offices.preparation_of(invitation) if visits.is_own(invitation.id) else None


def reads_otherwise(invitation: Invitation, form: SignForm) -> bool:
    """Whether the chosen way of being shown changes the words that were agreed to; then they are read first.

    Unless they contradict it: that is refused, and said where the choice is.
    """
    if form.shown == form.worded_for or display.contradicts(form.shown, form.agreed):
        return False
    if wordings(invitation, form.shown) == wordings(invitation, form.worded_for):
        return False
    form.form_errors.append(
        _("You chose to be shown otherwise, so what you agree to reads otherwise now. Read it, then sign.")
    )
    return True


def wish_of(form: SignForm, at: datetime | None = None) -> service.Wish:
    """What the form asks for, as of a moment that was shown before; None: now."""
    return service.Wish(
        version_id=form.version_id,
        name=str(form.name.data),
        agreed=form.agreed,
        language=current_language(),
        display=form.shown,
        at=at,
        comment=form.said,
    )


def _sign_page(invitation: Invitation, form: SignForm) -> Page:
    if not reading.may_sign(invitation, own=visits.is_own(invitation.id)):
        return to("letter", invitation)
    if not visits.noted(invitation.id, "digits"):
        return to("code", invitation)
    return sign_page(invitation, form)


def signed(invitation_id: UUID) -> Page:
    """Read the letter and sign it in one transaction, so that nothing is read twice."""
    proof = service.Watched(service.MailedCode(visits.noted(invitation_id, "digits") or "", visits.browser()))
    try:
        with transaction():
            invitation = opened_to_answer(invitation_id)
            form = form_of(invitation)
            is_meant = form.validate() and not reads_otherwise(invitation, form)
            signature = _give(invitation, form, proof) if is_meant else None
    except (LinkUnknown, LinkEnded):
        raise
    except (NameUnusable, DisplayRefused) as refused:
        field = form.name if isinstance(refused, NameUnusable) else form.display
        field.errors = [refused.message]
        return sign_page(invitation, form)
    except WrongCode:
        return _code_again(invitation, form)
    except DomainError as refused:
        flash(refused.message, "wait")
        return to("letter", invitation)
    if not is_meant:
        return _sign_page(invitation, form)
    if signature is None:
        return _code_again(invitation, form)
    # Whoever sends the form once more gets the receipt too, but proves nothing by it.
    proved = signature.id if proof.held else visits.proved(invitation.id)
    visits.forget(invitation.id)
    if proved:
        visits.note(invitation.id, proved=str(proved))
    return to("done", invitation)


def _give(invitation: Invitation, form: SignForm, proof: Proof) -> Signature | None:
    wish = offices.as_prepared(invitation, wish_of(form))
    if isinstance(form, SupporterSignForm):
        return service.sign_as_supporter(who(invitation), invitation, wish, proof, form.told)
    return service.sign(who(invitation), invitation, wish, proof)


def _code_again(invitation: Invitation, form: SignForm) -> Page:
    visits.note(invitation.id, asked="", digits="", typed=form.typed)
    flash(_("Nothing was signed: the code has run out. Ask for a new one; what you typed is kept."), "wait")
    return to("code", invitation)
