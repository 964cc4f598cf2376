"""What a campaign's organisers have planned, and the rules that hold for it, as the board lists them."""

from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.campaigns import deadline_words, words
from petitions.campaigns.instruments import Instrument
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import late_names
from petitions.signing import display
from petitions.signing.calls import queries as calls


def plan(campaign: Campaign, rules: Instrument) -> list[tuple[str, str]]:
    """The plan and the rules as facts: label and value."""
    numbers = [f"{said} ({words.standing_name(rules, key)})" for key, said in words.numbers(rules)]
    embargo = deadline_words.embargo(campaign)
    return [
        *_dates(campaign),
        (_("Place"), campaign.place or _("not stated")),
        (_("Public page"), _public(campaign, embargo)),
        *([(_("Under embargo until"), embargo)] if embargo else []),
        (_("Who may sign"), rules.who_may_sign),
        (_("Complete when"), " ".join(numbers)),
        (_("Printed"), words.printed_as(rules)),
        (_("Shown"), display.in_words(rules)),
        (_("Withdrawal"), rules.withdrawal_note),
        *_call(campaign),
        *([(_("Late names"), late_names(campaign))] if rules.late_signing and campaign.late_since else []),
        (_("Rule"), words.where_from(rules)),
    ]


def _public(campaign: Campaign, embargo: str) -> str:
    if not campaign.is_public:
        return _("not shown")
    return _("shown once the embargo has ended") if embargo else _("shown")


def _call(campaign: Campaign) -> list[tuple[str, str]]:
    """The open call, where there is one, and how many organisations wait for an answer."""
    waiting = calls.how_many_wait(campaign)
    waits = [ngettext("%(num)d organisation waits", "%(num)d organisations wait", waiting)] if waiting else []
    said = [_("open")] if calls.in_force(campaign) else [_("ended")] if waits else []
    return [(_("Open call"), "; ".join([*said, *waits]))] if said else []


def _dates(campaign: Campaign) -> list[tuple[str, str]]:
    """The deadline with what it was before, and the day by which an answer is asked for; not what there is none of."""
    asked = [
        (_("Deadline before it was extended"), deadline_words.deadline_before(campaign)),
        (_("Answer asked for by"), deadline_words.answer_by(campaign)),
    ]
    return [(_("Deadline"), deadline_words.deadline(campaign)), *((label, day) for label, day in asked if day)]
