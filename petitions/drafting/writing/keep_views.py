"""Unsaved words: kept while somebody types, found again by their author, and thrown away after one more look."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.forgery import is_forged
from petitions.core.forms import EmptyForm
from petitions.drafting import policy
from petitions.drafting.blueprint import blueprint
from petitions.drafting.writing import keeping, queries
from petitions.drafting.writing.keeping import Typed, Window
from petitions.drafting.writing.models import WorkingCopy


@blueprint.route("/text/unsaved/<uuid:copy_id>/throw-away", methods=["GET", "POST"])
def throw_away(campaign_id: UUID, copy_id: UUID) -> Answer:
    """Look at unsaved words once more, of the text or of a translation, and let them go."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    copy = queries.unsaved_copy(author_of(actor), campaign, copy_id)
    form = EmptyForm()

    def let_go() -> None:
        keeping.put_away(copy.author_id, campaign, Window(copy.id, copy.turn))
        flash(_("The unsaved words are thrown away."), "done")

    return answer(
        form,
        let_go,
        lambda: where_written(campaign, copy.translation),
        lambda **more: render_template(
            "drafting/writing/throw_away.html",
            form=form,
            campaign=campaign,
            copy=copy,
            back=where_written(campaign, copy.translation, copy),
            **more,
        ),
    )


def keep_typed(actor: Actor, campaign: Campaign, window: Window, typed: Typed) -> WorkingCopy | None:
    """Keep what was typed, whatever is wrong with it; nothing where the form is not ours."""
    if is_forged():
        return None
    with transaction():
        return keeping.keep(author_of(actor), campaign, window, typed)


def author_of(actor: Actor) -> UUID:
    """The id under which the actor's unsaved words are kept."""
    return actor.id or UUID(int=0)


def where_written(campaign: Campaign, translation: str | None, copy: WorkingCopy | None = None) -> str:
    """Where the text, or a translation, is written; with the words of a working copy."""
    unsaved = copy.id if copy else None
    if translation:
        return url_for("drafting.translate", campaign_id=campaign.id, language=translation, unsaved=unsaved)
    return url_for("drafting.write", campaign_id=campaign.id, unsaved=unsaved)
