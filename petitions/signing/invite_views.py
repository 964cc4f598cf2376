"""The page on which organisers find whom to ask: members on rosters, organisations and heads on the register."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.campaigns import capacities, instruments
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.pages import see
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.committees import queries as committees
from petitions.people.organisations import queries as organisations
from petitions.signing import endorser_queries, picking, policy, queries, rules, service
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.desk_views import desk_page
from petitions.signing.forms import InviteForm, SearchForm
from petitions.signing.models import Invitation
from petitions.signing.official_queries import officials as officials_among

SHOWN = 100


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/new", methods=["GET", "POST"])
def invite(campaign_id: UUID) -> Page:
    """Find people on the rosters, or organisations on the register, and ask those who are ticked."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    if queries.is_petition(campaign):
        return see(url_for("signing.supporters", campaign_id=campaign_id))
    form = InviteForm()
    if form.validate_on_submit():
        invited = _invite_all(actor, campaign, form)
        if invited and not form.form_errors:
            return see(url_for("signing.invitations", campaign_id=campaign_id))
    return _invite_page(actor, campaign, form)


def _invite_all(actor: Actor, campaign: Campaign, form: InviteForm) -> list[Invitation]:
    """Ask everybody who is ticked, each in a transaction of its own, so that one refusal holds nobody else up."""
    invited = []
    for ask in _asks(actor, campaign, form):
        try:
            with transaction():
                invitation = ask()
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            invited.append(invitation)
    if invited:
        flash(_invited_words(invited), "done")
    elif not form.form_errors:
        form.form_errors.append(_("Nobody is ticked yet. Tick the people to invite."))
    return invited


def _asks(actor: Actor, campaign: Campaign, form: InviteForm) -> Iterator[Callable[[], Invitation]]:
    """One verb for each box that is ticked."""

    def person(person_id: UUID) -> Invitation:
        return service.invite(actor, campaign, people.get_visible(actor, person_id))

    def organisation(representative_id: UUID) -> Invitation:
        found = organisations.representative_by_id(actor, representative_id)
        return service.invite_organisation(actor, campaign, found)

    def head(representative_id: UUID) -> Invitation:
        return service.invite_head(actor, campaign, organisations.representative_by_id(actor, representative_id))

    for field, ask in ((form.person, person), (form.organisation, organisation), (form.head, head)):
        yield from (partial(ask, ticked) for ticked in field.data or [])


def _invited_words(invited: Sequence[Invitation]) -> str:
    counts = Counter(invitation.body for invitation in invited)
    persons = counts.pop("", 0)
    said = [ngettext("%(num)d person is invited.", "%(num)d people are invited.", persons)] if persons else []
    if counts:
        said.append(_("Invited: %(counted)s.", counted=capacities.in_words(sorted(counts.items(), reverse=True))))
    return " ".join(said)


def _invite_page(actor: Actor, campaign: Campaign, form: InviteForm) -> Page:
    search = SearchForm(request.args)
    allowed = instruments.load(campaign.instrument).bodies
    officials, bodies = allowed - endorser_queries.ENDORSERS, allowed & endorser_queries.ENDORSERS
    places = {*picking.countries(officials), *(endorser_queries.countries(actor) if bodies else ())}
    search.country.choices = [("", _("All countries")), *sorted(places, key=lambda pair: pair[1])]
    search.group.choices = [("", _("All groups")), *picking.groups(officials)]
    search.committee.choices = [("", _("All committees")), *(committees.choices(actor, officials) if officials else ())]
    asked_for = {field.name: field.data or "" for field in search}
    every = officials_among(actor, officials, **asked_for) if officials else []
    one = merges.selves_in(actor.organisation_id)
    asked = {one.kept(invitation.person_id) for invitation in queries.invitations(campaign)}
    text, country = asked_for["text"], asked_for["country"]
    signing, how_many = endorser_queries.found(actor, campaign, bodies, text, country, SHOWN) if bodies else ([], 0)
    return desk_page(
        "invite",
        campaign,
        form=form,
        search=search,
        officials=bool(officials),
        bodies=bodies,
        found=picking.candidates(every[:SHOWN], asked),
        count=len(every),
        organisations=signing,
        organisation_count=how_many,
        filters={name: asked_for[name] for name in ("country", "group", "committee") if asked_for[name]},
        is_open=queries.phase_of(campaign) == rules.Phase.OPEN,
        ticked=form.ticked,
    )
