"""Campaigns run here, as anyone may read them. No session, no cookie; nothing here writes."""

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from petitions.campaigns import queries as campaigns
from petitions.campaigns.deadline_words import deadline
from petitions.campaigns.words import instrument_name
from petitions.core.errors import NotFound
from petitions.core.markdown import to_html
from petitions.core.paging import number_in_address
from petitions.core.text import visible
from petitions.dispatch import queries as dispatch
from petitions.dispatch.lodging.declared import declared
from petitions.dispatch.log import still_open
from petitions.dispatch.thresholds import marks
from petitions.drafting import queries as drafting
from petitions.drafting.languages import language_name
from petitions.drafting.translations.reading import offered
from petitions.public import acts, campaign_page, case_page, related
from petitions.public.blueprint import blueprint
from petitions.public.queries import published_replies
from petitions.public.released import public_case
from petitions.signing.calls import queries as calls
from petitions.signing.queries import asks_the_public, is_petition


@blueprint.get("/<lang>/campaigns", endpoint="campaigns")
def campaigns_list() -> str:
    """Every campaign that may be shown, the newest first."""
    shown = campaigns.public_campaigns()
    return render_template(
        "public/campaigns.html",
        acts=[acts.of_campaign(campaign) for campaign in shown],
        sample=case_page.any_sample(campaign.case for campaign in shown),
    )


@blueprint.get("/<lang>/campaigns/<slug>")
def campaign(slug: str) -> str:
    """One campaign: its text, who stands behind it, what was sent to whom, what is still open."""
    campaign = campaigns.public_by_slug(slug)
    version = drafting.open_version(campaign)
    if version is None:
        raise NotFound(_("There is no such campaign."))
    petition = is_petition(campaign)
    signatures = [] if petition else campaign_page.signatures(campaign, version)
    letter = dispatch.letter_of(campaign)
    word, tone = acts.campaign_state(campaign)
    case = public_case(campaign.case)
    return render_template(
        "public/campaign.html",
        campaign=campaign,
        case=case,
        instrument=instrument_name(campaign.instrument),
        state_word=word,
        tone=tone,
        version=version,
        text=visible(to_html(version.body)),
        translations=offered(version),
        original=language_name(version.text.language),
        behind=campaign_page.of_campaign(campaign, version, signatures),
        petition=petition,
        bars=campaign_page.bars(campaign, signatures),
        deadline=deadline(campaign) if campaigns.takes_names(campaign) and campaign.deadline else "",
        sign_here=asks_the_public(campaign),
        called=calls.audience_of(campaign) if calls.takes(campaign) else None,
        letter=letter,
        downloadable=letter is not None and campaign_page.may_be_downloaded(letter),
        sent=campaign_page.sent(campaign),
        declared=declared(campaign),
        still_open=still_open(campaign, public=True),
        replies=published_replies(campaign),
        thresholds=marks(campaign),
        around=related.around_campaign(campaign, case),
        answers=acts.in_words(related.answered_by(case, campaign)),
        sample=case_page.sample_words(campaign.case),
    )


@blueprint.get("/<lang>/campaigns/<slug>/names")
def names(slug: str) -> str:
    """The names under a petition of those who agreed to be named here, a page at a time."""
    campaign = campaigns.public_by_slug(slug)
    if not is_petition(campaign):
        raise NotFound(_("The names stand on the campaign’s own page."))
    shown, older = campaign_page.names(campaign, number_in_address("before"))
    return render_template("public/names.html", campaign=campaign, names=shown, older=older)


@blueprint.get("/<lang>/campaigns/<slug>/letter.pdf")
def letter(slug: str) -> Response:
    """The letter as it was sent, byte for byte, where everybody whom it names agreed to that."""
    campaign = campaigns.public_by_slug(slug)
    letter = dispatch.letter_of(campaign)
    if letter is None or not campaign_page.may_be_downloaded(letter):
        raise NotFound(_("This letter can’t be downloaded. The campaign’s page says why."))
    response = make_response(letter.pdf)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{campaign.slug}.pdf"'
    response.set_etag(letter.pdf_sha256)
    response.make_conditional(request)
    return response
