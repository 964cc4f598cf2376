"""Pages on which an organiser says that two persons are one, and takes that back."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.pages import see
from petitions.desk.comparing import side
from petitions.desk.forms import DoubleForm, MergeForm, PartForm
from petitions.desk.views import blueprint
from petitions.people import doubles, histories, merge_queries, merging, policy
from petitions.people import queries as people
from petitions.people.models import Person


@blueprint.get("/people/<uuid:person_id>/same")
def person_double(person_id: UUID) -> str:
    """Find the other entry of a person who stands on the register twice."""
    actor = current_actor()
    person = _own(actor, person_id)
    form = DoubleForm(request.args)
    typed = str(form.text.data or "")[:200]
    found = doubles.bearing(person, typed) if typed.strip() else []
    return render_template(
        "desk/double.html",
        person=person,
        form=form,
        typed=typed,
        found=[_line(other) for other in found],
        likely=[_line(other) for other in doubles.doubles(person)],
    )


@blueprint.route("/people/<uuid:person_id>/same/<uuid:other_id>", methods=["GET", "POST"])
def person_merge(person_id: UUID, other_id: UUID) -> Answer:
    """Compare two persons, and say that they are one. Of one person already, as after a second press, show the page."""
    actor = current_actor()
    one, other = _own(actor, person_id), _own(actor, other_id)
    if one.id == other.id:
        return see(url_for("desk.person", person_id=one.id))
    form: Any = MergeForm(one, other)

    def page(**more: Any) -> str:
        form.seen.data = merging.entries(one, other)
        return render_template("desk/merge.html", form=form, sides=[side(actor, one), side(actor, other)], **more)

    def do() -> None:
        kept, merged = (one, other) if form.kept.data == str(one.id) else (other, one)
        merging.merge(actor, kept, merged, form.because.data, seen=form.seen.data or "")

    def onward() -> str:
        flash(_("They are one person now. Both histories stay, and you can undo it here."), "done")
        return url_for("desk.person", person_id=form.kept.data)

    return answer(form, do, onward, page)


@blueprint.route("/people/merges/<uuid:merge_id>/undo", methods=["GET", "POST"])
def person_part(merge_id: UUID) -> Answer:
    """Undo a merge, after a page that says what that means."""
    actor = current_actor()
    said = merge_queries.get_merge(actor, merge_id)
    policy.require_merging(actor)
    form: Any = PartForm()

    def onward() -> str:
        flash(_("They are two persons again, each with the history that it had."), "done")
        return url_for("desk.person", person_id=said.kept_id)

    return answer(
        form,
        lambda: merging.part(actor, said, form.because.data),
        onward,
        lambda: render_template("desk/part.html", form=form, said=said),
    )


def _own(actor: Actor, person_id: UUID) -> Person:
    """The person as it is read, on the actor's own register, for an actor who may merge."""
    person = people.get_visible(actor, person_id)
    policy.require_merging(actor)
    policy.require_own(actor, person)
    return merge_queries.kept(person)


def _line(person: Person) -> tuple[Person, histories.Stretch | None]:
    """The person with the latest mandate, if any."""
    return person, next(iter(histories.history(person)), None)
