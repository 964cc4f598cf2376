"""Pages of a case's documents and protected names."""

from typing import Any
from uuid import UUID

from flask import Response, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.cases import documents, policy, protected, queries
from petitions.cases.blueprint import blueprint
from petitions.cases.document_forms import DocumentForm, ProtectedForm, UploadForm
from petitions.cases.downloads import as_file
from petitions.cases.kinds import PROTECTED_KINDS
from petitions.cases.models import CaseDocument, ProtectedName
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.headers import keep_private
from petitions.core.pages import see


@blueprint.route("/<uuid:case_id>/documents", methods=["GET", "POST"])
def documents_of(case_id: UUID) -> Answer:
    """The documents of a case, and the way to add one."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    form = UploadForm()
    form.offer(case)
    if form.is_submitted():
        policy.require_edit(actor)
    return answer(
        form,
        lambda: documents.add(actor, case, form.facts(), form.file.data.read()),
        lambda: url_for("cases.documents_of", case_id=case_id),
        lambda **more: render_template(
            "cases/documents.html", form=form, case=case, may_edit=policy.may_edit(actor), **more
        ),
    )


@blueprint.route("/<uuid:case_id>/documents/<uuid:document_id>", methods=["GET", "POST"])
def edit_document(case_id: UUID, document_id: UUID) -> Answer:
    """Change what is said of a document, and whether it may be public."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    document = queries.part(case, CaseDocument, document_id)

    def filled(**more: Any) -> DocumentForm:
        form = DocumentForm(obj=document, **more)
        form.offer(case)
        return form

    form = filled()
    return answer(
        form,
        lambda: documents.edit(actor, document, form.facts(), form.made_from),
        lambda: url_for("cases.documents_of", case_id=case_id),
        lambda **more: render_template("cases/document.html", form=form, case=case, part=document, **more),
        stored=lambda: filled(formdata=None),
    )


@blueprint.get("/<uuid:case_id>/documents/<uuid:document_id>/file")
def document_file(case_id: UUID, document_id: UUID) -> Response:
    """The file itself, to those who work on the case."""
    case = queries.get_visible(current_actor(), case_id)
    keep_private()
    return as_file(queries.part(case, CaseDocument, document_id))


@blueprint.post("/<uuid:case_id>/documents/<uuid:document_id>/remove")
def remove_document(case_id: UUID, document_id: UUID) -> Response:
    """Remove a document with its bytes."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    document = queries.part(case, CaseDocument, document_id)
    with transaction():
        documents.remove(actor, document)
    return see(url_for("cases.documents_of", case_id=case_id))


@blueprint.route("/<uuid:case_id>/protected-names", methods=["GET", "POST"])
def protected_names(case_id: UUID) -> Answer:
    """The names that must not appear in public texts. Only those who may write the case read them."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    form = ProtectedForm()
    return answer(
        form,
        lambda: protected.add(actor, case, form.facts()),
        lambda: url_for("cases.protected_names", case_id=case_id),
        lambda **more: render_template("cases/protected.html", form=form, case=case, kinds=PROTECTED_KINDS, **more),
    )


@blueprint.post("/<uuid:case_id>/protected-names/<uuid:protected_id>/remove")
def remove_protected(case_id: UUID, protected_id: UUID) -> Response:
    """Protect a name no longer."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    row = queries.part(case, ProtectedName, protected_id)
    with transaction():
        protected.remove(actor, row)
    return see(url_for("cases.protected_names", case_id=case_id))
