"""Pages of mandates entered by hand: one organiser enters, another decides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.people import by_hand, hand_queries, policy, queries, words
from petitions.people.bodies import country_name
from petitions.people.forms import DecisionForm
from petitions.people.hand_forms import EndForm, MandateForm
from petitions.people.hand_models import MandateByHand
from petitions.people.models import Person
from petitions.people.search_queries import Found
from petitions.people.views import blueprint


@blueprint.route("/by-hand/new", methods=["GET", "POST"])
def enter_person() -> Answer:
    """Enter somebody who stands on no roster."""
    return _enter(None)


@blueprint.route("/<uuid:person_id>/mandates/new", methods=["GET", "POST"])
def enter_mandate(person_id: UUID) -> Answer:
    """Enter a mandate of somebody on file."""
    return _enter(queries.get_visible(current_actor(), person_id))


@blueprint.route("/by-hand/<uuid:entry_id>", methods=["GET", "POST"])
def decide_mandate(entry_id: UUID) -> Answer:
    """Confirm what a colleague entered, or refuse it."""
    actor = current_actor()
    entry = hand_queries.get_entry(actor, entry_id)
    policy.require_by_hand(actor)
    form: Any = DecisionForm()
    return answer(
        form,
        lambda: _decide(actor, entry, form),
        lambda: _to(entry.person_id),
        lambda: render_template(
            "people/by_hand/decide.html",
            form=form,
            entry=entry,
            own=entry.registered_by_id == actor.id,
            body=words.body_name(entry.body),
            country=country_name(entry.delegation),
            namesakes=_named(actor, entry.given_name, entry.surname) if entry.person_id is None else [],
        ),
    )


@blueprint.route("/<uuid:person_id>/mandates/<uuid:mandate_id>/end", methods=["GET", "POST"])
def end_mandate(person_id: UUID, mandate_id: UUID) -> Answer:
    """Tell the last day of a mandate on file."""
    actor = current_actor()
    person = queries.get_visible(actor, person_id)
    mandate = hand_queries.get_mandate(person, mandate_id)
    policy.require_by_hand(actor)
    form: Any = EndForm()
    return answer(
        form,
        lambda: by_hand.end(actor, mandate, form.until.data, form.source),
        lambda: _entered(person_id),
        lambda: render_template(
            "people/by_hand/end.html",
            form=form,
            person=person,
            mandate=mandate,
            body=words.body_name(mandate.body),
            country=country_name(mandate.delegation),
        ),
    )


def _enter(person: Person | None) -> Answer:
    actor = current_actor()
    policy.require_by_hand(actor)
    form: Any = MandateForm(person)
    named = _named(actor, form.given_name.data, form.surname.data) if person is None else []
    own = [(found.person.id, label) for found, label in named if found.person.organisation_id == actor.organisation_id]
    form.ask(own, also=bool(named))
    return answer(
        form,
        lambda: by_hand.enter(actor, form.entered, _whose(actor, person, form), is_another=form.is_another),
        lambda: _entered(person.id if person else None),
        lambda: render_template(
            "people/by_hand/enter.html",
            form=form,
            person=person,
            elsewhere=[pair for pair in named if pair[0].person.organisation_id is None],
            waiting=_waiting(actor, form) if person is None else [],
        ),
    )


def _whose(actor: Actor, person: Person | None, form: MandateForm) -> Person | None:
    return queries.get_visible(actor, form.chosen) if person is None and form.chosen else person


def _named(actor: Actor, given_name: str | None, surname: str | None) -> list[tuple[Found, str]]:
    """Who on file may be meant, each with the latest mandate in words."""
    return [(found, _in_words(found)) for found in hand_queries.namesakes(actor, given_name or "", surname or "")]


def _waiting(actor: Actor, form: Any) -> Sequence[MandateByHand]:
    return hand_queries.waits_for(actor, form.given_name.data or "", form.surname.data or "")


def _in_words(found: Found) -> str:
    mandate = found.mandate
    parts = (
        *(found.person.name, words.body_name(mandate.body), country_name(mandate.delegation)),
        words.group_name(mandate.body, mandate.group_code),
    )
    return ", ".join(part for part in parts if part)


def _decide(actor: Actor, entry: MandateByHand, form: Any) -> None:
    if form.decision.data == "confirm":
        by_hand.confirm(actor, entry)
    else:
        by_hand.refuse(actor, entry, form.reason.data)


def _entered(person_id: UUID | None) -> str:
    flash(_("It is entered. It counts once a second organiser confirms it."), "done")
    return _to(person_id)


def _to(person_id: UUID | None) -> str:
    return url_for("desk.person", person_id=person_id) if person_id else url_for("people.index")
