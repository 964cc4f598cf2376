"""The page on which every translation stands; begin another, and take an empty one back."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.pages import see
from petitions.drafting import policy
from petitions.drafting import queries as texts
from petitions.drafting.blueprint import blueprint
from petitions.drafting.languages import language_name
from petitions.drafting.rules import may_change
from petitions.drafting.translations import queries, service
from petitions.drafting.translations.forms import StartForm


@blueprint.route("/translations", methods=["GET", "POST"])
def translations(campaign_id: UUID) -> Answer:
    """How every translation stands; begin another."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    latest = texts.latest(campaign)
    standings = queries.standings(campaign)
    form = StartForm()
    form.offer([row.language for row in standings] + ([latest.text.language] if latest else []))
    if request.method == "POST":
        policy.require_write(actor)
    return answer(
        form,
        lambda: service.start(actor, campaign, form.language.data),
        lambda: url_for("drafting.translate", campaign_id=campaign_id, language=form.language.data),
        lambda **more: render_template(
            "drafting/translations/index.html",
            form=form,
            campaign=campaign,
            latest=latest,
            standings=standings,
            may_write=policy.may_write(actor) and may_change(campaign.state, is_translation=True),
            **more,
        ),
    )


@blueprint.post("/translations/<language>/drop")
def drop_translation(campaign_id: UUID, language: str) -> Answer:
    """Take back a translation of which nothing is saved."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    with transaction():
        service.drop(actor, campaign, language)
    flash(_("The empty translation into %(language)s is taken back.", language=language_name(language)), "done")
    return see(url_for("drafting.translations", campaign_id=campaign_id))
