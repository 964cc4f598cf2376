"""Pages of somebody outside who was asked for an approval. The link shows; what decides is a code in this browser."""

from uuid import UUID

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.codes import WrongCode
from petitions.core.db import db, transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, NotFound, StalePage
from petitions.core.forms import EmptyForm
from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.drafting.approvals import links, outside, queries, reading, visits
from petitions.drafting.approvals.blueprint import blueprint
from petitions.drafting.approvals.forms import AnswerForm
from petitions.drafting.approvals.models import NeedRequest, NeedVerdict
from petitions.drafting.approvals.outside import LinkEnded
from petitions.drafting.models import Verdict
from petitions.drafting.proof import proof_of
from petitions.people.addresses import masked

VERDICTS = {"approve": Verdict.APPROVED, "refuse": Verdict.REFUSED}


class LinkUnknown(NotFound):
    """No text was opened by a link in this browser, or the link is not one of ours."""


@blueprint.errorhandler(LinkUnknown)
@blueprint.errorhandler(LinkEnded)
def no_text(error: DomainError) -> tuple[str, int]:
    """Say what to do where a link leads nowhere. A reason that was typed before it ended is shown again."""
    ended = error.message if isinstance(error, LinkEnded) else ""
    texts = [text for text in request.form.getlist("reason") if text.strip()]
    return render_template("drafting/approvals/no_text.html", ended=ended, texts=texts), error.status


@blueprint.get("/approve/<token>")
def arrive(token: str) -> Response:
    """Open a mailed link: remember the request in this browser and go on to an address without the token."""
    found = queries.request_by_token(token)
    if found is None:
        raise LinkUnknown(_("This link leads to no text."))
    visits.remember(found.id)
    return see(url_for("approvals.read", request_id=found.id))


@blueprint.route("/approvals/<uuid:request_id>", methods=["GET", "POST"])
def read(request_id: UUID) -> Answer:
    """Exactly the version that was asked about, what changed since the last approval, and the way to answer."""
    found, form = _opened(request_id), AnswerForm()
    if not form.is_submitted():
        return _page(found, form)
    return _ask_code(found, form) if "code_wanted" in request.form else _decide(found, form)


def _ask_code(found: NeedRequest, form: AnswerForm) -> Answer:
    """Mail the code to the registered address. A reason that was typed already stays in the page."""
    button = EmptyForm()
    if not button.validate():
        form.form_errors.extend(button.form_errors)
        return _page(found, form), 422
    limit(ASK_CODE, found.id)
    try:
        with transaction():
            mailed = outside.request_code(links.who(found), found, visits.browser())
    except LinkEnded:
        raise
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return _page(found, form), refused.status
    if not mailed:
        flash(
            _("A code was mailed to you a few minutes ago. Type the one from the newest mail; it works here."), "wait"
        )
    visits.note_asked(found.id, asked=True)
    if form.reason.data:
        return _page(found, form)
    return see(url_for("approvals.read", request_id=found.id, _anchor="answer"))


def _decide(found: NeedRequest, form: AnswerForm) -> Answer:
    """Approve or refuse, with the code from the mail."""
    verdict = VERDICTS.get(request.form.get("verdict", ""))
    valid = form.validate()
    if verdict == Verdict.REFUSED and not form.reason.data:
        form.reason.errors = [_("Say what is wrong, so that it can be mended.")]
        valid = False
    if not valid:
        return _page(found, form), 422
    limit(TYPE_CODE, found.id)
    try:
        said = _decided(found, form, verdict)
    except LinkEnded:
        raise
    except WrongCode as useless:
        visits.note_asked(found.id, asked=False)
        return _refused(found, form, useless)
    except DomainError as refused:
        return _refused(found, form, refused)
    if said is None:
        form.code.errors = [_("These are not the digits that we mailed. Compare them with the newest mail.")]
        return _page(found, form), 422
    visits.note_asked(found.id, asked=False)
    return see(url_for("approvals.read", request_id=found.id))


def _decided(found: NeedRequest, form: AnswerForm, verdict: Verdict | None) -> NeedVerdict | None:
    if not form.is_about(found.version):
        raise StalePage(_("This page showed another version. Read the one below before you answer."))
    if verdict is None:
        raise DomainError(_("Choose whether you approve or refuse this version."))
    answer = outside.Answer(verdict, form.reason.data or "", str(form.code.data), visits.browser())
    with transaction():
        return outside.decide(links.who(found), found, answer)


def _opened(request_id: UUID) -> NeedRequest:
    found = db.session.get(NeedRequest, request_id) if visits.knows(request_id) else None
    if found is None:
        raise LinkUnknown(_("This link leads to no text."))
    outside.require_alive(found)
    return found


def _refused(found: NeedRequest, form: AnswerForm, error: DomainError) -> Answer:
    form.form_errors.append(error.message)
    return _page(found, form), error.status


def _page(found: NeedRequest, form: AnswerForm) -> str:
    version, need = found.version, found.need
    form.about(version)
    before = queries.last_approved(version, [need])
    return render_template(
        "drafting/approvals/outside.html",
        form=form,
        found=found,
        need=need,
        version=version,
        campaign=need.campaign,
        proof=proof_of(version),
        before=before,
        parts=reading.since(before, version),
        said=queries.verdict_for(version, need),
        may_answer=outside.may_answer(found),
        asked=visits.has_asked(found.id),
        masked=masked(need.address),
    )
