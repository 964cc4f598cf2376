"""Pages that add, edit and remove the parts of a case; events, proceedings and sources go the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.cases import parts, policy, queries
from petitions.cases.blueprint import blueprint
from petitions.cases.forms import EventForm, ProceedingForm, SourceForm
from petitions.cases.models import CaseEvent, Proceeding, Source
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.pages import see


@dataclass(frozen=True)
class Kind:
    """One kind of part: its table, form, verbs and place on the page."""

    table: Any
    form: Any
    add: Callable[..., object]
    edit: Callable[..., object]
    remove: Callable[..., object]
    template: str
    anchor: str


EVENT = Kind(
    CaseEvent,
    EventForm,
    parts.add_event,
    parts.edit_event,
    parts.remove_event,
    "cases/event.html",
    "events",
)
PROCEEDING = Kind(
    Proceeding,
    ProceedingForm,
    parts.add_proceeding,
    parts.edit_proceeding,
    parts.remove_proceeding,
    "cases/proceeding.html",
    "proceedings",
)
SOURCE = Kind(
    Source,
    SourceForm,
    parts.add_source,
    parts.edit_source,
    parts.remove_source,
    "cases/source.html",
    "sources",
)


@blueprint.route("/<uuid:case_id>/events/new", methods=["GET", "POST"])
def add_event(case_id: UUID) -> Answer:
    """Add something that happened."""
    return _add(EVENT, case_id)


@blueprint.route("/<uuid:case_id>/events/<uuid:part_id>", methods=["GET", "POST"])
def edit_event(case_id: UUID, part_id: UUID) -> Answer:
    """Change something that happened."""
    return _edit(EVENT, case_id, part_id)


@blueprint.post("/<uuid:case_id>/events/<uuid:part_id>/remove")
def remove_event(case_id: UUID, part_id: UUID) -> Response:
    """Remove something that happened."""
    return _remove(EVENT, case_id, part_id)


@blueprint.route("/<uuid:case_id>/proceedings/new", methods=["GET", "POST"])
def add_proceeding(case_id: UUID) -> Answer:
    """Add a proceeding."""
    return _add(PROCEEDING, case_id)


@blueprint.route("/<uuid:case_id>/proceedings/<uuid:part_id>", methods=["GET", "POST"])
def edit_proceeding(case_id: UUID, part_id: UUID) -> Answer:
    """Change a proceeding."""
    return _edit(PROCEEDING, case_id, part_id)


@blueprint.post("/<uuid:case_id>/proceedings/<uuid:part_id>/remove")
def remove_proceeding(case_id: UUID, part_id: UUID) -> Response:
    """Remove a proceeding that nothing appeals."""
    return _remove(PROCEEDING, case_id, part_id)


@blueprint.route("/<uuid:case_id>/sources/new", methods=["GET", "POST"])
def add_source(case_id: UUID) -> Answer:
    """Add a source."""
    return _add(SOURCE, case_id)


@blueprint.route("/<uuid:case_id>/sources/<uuid:part_id>", methods=["GET", "POST"])
def edit_source(case_id: UUID, part_id: UUID) -> Answer:
    """Change a source."""
    return _edit(SOURCE, case_id, part_id)


@blueprint.post("/<uuid:case_id>/sources/<uuid:part_id>/remove")
def remove_source(case_id: UUID, part_id: UUID) -> Response:
    """Remove a source that nothing rests on."""
    return _remove(SOURCE, case_id, part_id)


def _add(kind: Kind, case_id: UUID) -> Answer:
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    form = kind.form()
    form.offer(case, None)
    return answer(
        form,
        lambda: kind.add(actor, case, form.facts()),
        lambda: url_for("cases.show", case_id=case_id, _anchor=kind.anchor),
        lambda **more: render_template(kind.template, form=form, case=case, part=None, **more),
    )


def _edit(kind: Kind, case_id: UUID, part_id: UUID) -> Answer:
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    part = queries.part(case, kind.table, part_id)

    def stored() -> Any:
        now = kind.form(formdata=None, obj=part)
        now.offer(case, part)
        return now

    form = kind.form(obj=part)
    form.offer(case, part)
    return answer(
        form,
        lambda: kind.edit(actor, part, form.facts(), form.made_from),
        lambda: url_for("cases.show", case_id=case_id, _anchor=kind.anchor),
        lambda **more: render_template(kind.template, form=form, case=case, part=part, **more),
        stored=stored,
    )


def _remove(kind: Kind, case_id: UUID, part_id: UUID) -> Response:
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    part = queries.part(case, kind.table, part_id)
    with transaction():
        kind.remove(actor, part)
    return see(url_for("cases.show", case_id=case_id, _anchor=kind.anchor))
