"""Organisers' pages that mix slices."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.accounts.models import Role
from petitions.campaigns import deadline_words, words
from petitions.campaigns import queries as campaigns
from petitions.core.errors import NotFound
from petitions.core.pages import see
from petitions.desk import board, missing, queries
from petitions.desk.answers import answers, answers_of
from petitions.desk.forms import DayForm
from petitions.desk.waiting import waiting_for
from petitions.people import hand_queries, histories, merge_queries
from petitions.people import queries as people
from petitions.people.committees import queries as committees
from petitions.people.organisations import queries as organisations
from petitions.people.organisations.speaking import spoken_for

blueprint = Blueprint("desk", __name__, url_prefix="/<lang>/desk")


@blueprint.get("/")
def home() -> str:
    """The organiser's first page."""
    actor = current_actor()
    return render_template(
        "desk/home.html",
        waiting=waiting_for(actor),
        work=queries.home(actor),
        may_write=actor.has(Role.OWNER, Role.DRAFTER),
        deadline=deadline_words.deadline,
        standing=deadline_words.standing,
    )


@blueprint.get("/campaigns/<uuid:campaign_id>")
def campaign(campaign_id: UUID) -> str:
    """One campaign at a glance, where every verb on it begins."""
    actor = current_actor()
    found = campaigns.get_visible(actor, campaign_id)
    return render_template("desk/campaign.html", board=board.board(actor, found), words=words)


@blueprint.get("/campaigns/<uuid:campaign_id>/missing")
def missing_page(campaign_id: UUID) -> str:
    """What is missing to be complete, by delegation and group, and who could bring it."""
    actor = current_actor()
    found = campaigns.get_visible(actor, campaign_id)
    if found.open_version_id is None:
        raise NotFound(_("Nobody can sign yet, so nothing is counted. Open the text for signature first."))
    known = missing.missing(found)
    return render_template("desk/missing.html", campaign=found, missing=known, bars=board.measures(known.tallies))


@blueprint.get("/people/<uuid:person_id>")
def person(person_id: UUID) -> str | Response:
    """Mandates with their dates, committees, the address with its source, and this organisation's own campaigns.

    Who was merged is shown on the page of the one that is kept; whoever signs for an organisation or as its head
    stands on that organisation's page.
    """
    actor = current_actor()
    found = people.get_visible(actor, person_id)
    spoken = spoken_for(found)
    if spoken is not None:
        return see(url_for("organisations.show", registered_id=spoken.id))
    entries = merge_queries.selves(found)
    if entries[0].id != found.id:
        return see(url_for("desk.person", person_id=entries[0].id))
    asked = DayForm(request.args)
    may_change = actor.has(Role.OWNER, Role.DRAFTER) and found.organisation_id == actor.organisation_id
    return render_template(
        "desk/person.html",
        person=found,
        stretches=histories.history(found),
        seats=committees.seats_of(entries),
        faults=histories.faults(found),
        asked=asked,
        held=histories.on_day(found, asked.day) if asked.day else None,
        address=people.registered(found),
        entered=[waits for entry in entries for waits in hand_queries.waiting(actor, entry)],
        basis=people.basis,
        proposed=[address for address in people.proposed(actor) if address.person in entries],
        may_register=may_change,
        merges=merge_queries.merges_of(found),
        may_merge=may_change,
        answers=answers(actor, found),
    )


@blueprint.get("/people/organisations/<uuid:registered_id>/asked")
def organisation(registered_id: UUID) -> str:
    """What this organisation asked of one that signs, or of its heads, and what came of it."""
    actor = current_actor()
    found = organisations.get_visible(actor, registered_id)
    return render_template("desk/organisation.html", registered=found, answers=answers_of(actor, found))
