"""The page of a list of signatories, from which it is taken along as a file."""

from itertools import islice
from uuid import UUID

from flask import Response, render_template, request
from flask_babel import format_number

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError
from petitions.core.headers import keep_private
from petitions.core.paging import number_in_address
from petitions.desk.forms import ListForm
from petitions.desk.views import blueprint
from petitions.dispatch import edition_lists
from petitions.signing.exporting import policy, queries
from petitions.signing.exporting.files import body
from petitions.signing.exporting.service import MOST_AT_ONCE, File, Gather, is_too_long, make_file, take_along

PREVIEW = 200
"""So many names are shown on the page; the file holds all."""


@blueprint.route("/campaigns/<uuid:campaign_id>/signatories", methods=["GET", "POST"])
def signatories(campaign_id: UUID) -> Answer:
    """Show who stands on the list; or, asked by the form, give it as a file, of which the history keeps a line.

    It is the list of the open version, or, where the address names an edition, what was printed with that.
    """
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    keep_private()
    gather = _meant(campaign)
    form = ListForm()
    if not form.validate_on_submit():
        return _page(actor, campaign, form, gather)
    if form.wanted.undisclosed:
        policy.require_undisclosed(actor)
    try:
        file = make_file(campaign, form.wanted, gather)
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return _page(actor, campaign, form, gather)
    with transaction():
        take_along(actor, campaign, file)
    return _download(file)


def _meant(campaign: Campaign) -> Gather:
    if "edition" in request.args:
        return edition_lists.of_edition(campaign, number_in_address("edition"))
    return lambda undisclosed: queries.of_open_version(campaign, undisclosed)


def _page(actor: Actor, campaign: Campaign, form: ListForm, gather: Gather) -> Answer:
    found = gather(False)
    page = render_template(
        "desk/signatories.html",
        campaign=campaign,
        form=form,
        found=found,
        rows=list(islice(found.rows, PREVIEW)),
        more=len(found.rows) - PREVIEW,
        most=format_number(MOST_AT_ONCE) if is_too_long(found) else "",
        many=format_number(len(found.rows)),
        may_take_undisclosed=bool(found.counted) and policy.may_take_undisclosed(actor),
        editions=edition_lists.editions(campaign),
    )
    return (page, 422) if form.errors else page


def _download(file: File) -> Response:
    response = Response(body(file.content), content_type=file.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
