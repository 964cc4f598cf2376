"""The organisers' own words in the mail of an invitation, one page for each language."""

from functools import partial
from uuid import UUID

from flask import flash, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.errors import NotFound
from petitions.drafting.languages import LANGUAGES, language_name
from petitions.people.models import Person
from petitions.signing import policy
from petitions.signing.batches.forms import MessageForm
from petitions.signing.batches.messages import message_in, messages, own_language, write_message
from petitions.signing.batches.pages import desk_page, mail_to
from petitions.signing.blueprint import Page, blueprint


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/invitations/messages")
def batch_messages(campaign_id: UUID) -> Page:
    """In which languages the organisers have written words of their own."""
    _actor, campaign = _campaign(campaign_id)
    return desk_page(
        "messages",
        campaign,
        {"label": _("Your own words in the mail")},
        written={message.language: message for message in messages(campaign)},
        offered=LANGUAGES,
        own=own_language(campaign),
        own_name=language_name(own_language(campaign)),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/messages/<language>", methods=["GET", "POST"])
def batch_message(campaign_id: UUID, language: str) -> Answer:
    """Write the words in one language, and see the mail with them."""
    actor, campaign = _campaign(campaign_id)
    if language not in LANGUAGES:
        raise NotFound(_("There is no such language here."))
    form = _stored(campaign, language) if not MessageForm().is_submitted() else MessageForm()
    return answer(
        form,
        lambda: write_message(actor, campaign, language, form.body.data or "", form.made_from),
        partial(_onward, campaign, language),
        partial(_page, campaign, language, form),
        stored=lambda: _stored(campaign, language),
    )


def _campaign(campaign_id: UUID) -> tuple[Actor, Campaign]:
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    return actor, campaign


def _stored(campaign: Campaign, language: str) -> MessageForm:
    """The words as they are stored now."""
    found = message_in(campaign, language)
    return MessageForm(formdata=None, body=found.body if found else "", revision=str(found.revision if found else 0))


def _onward(campaign: Campaign, language: str) -> str:
    flash(_("Saved. Mails that have been sent stay as they were."), "done")
    return url_for("signing.batch_message", campaign_id=campaign.id, language=language)


def _page(campaign: Campaign, language: str, form: MessageForm, **more: object) -> str:
    name = language_name(language)
    above = {
        "label": _("Your own words in the mail"),
        "href": url_for("signing.batch_messages", campaign_id=campaign.id),
    }
    somebody = Person(given_name=_("Given name"), surname=_("Surname"))
    mail = mail_to(campaign, language, {"person": somebody, "body": ""})
    return desk_page("message", campaign, above, {"label": name}, form=form, name=name, mail=mail, **more)
