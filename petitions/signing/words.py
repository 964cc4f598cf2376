"""How a letter's phase is told to those who are asked to sign it: what happened, and what it means for them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.campaigns import deadline_words
from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.instruments import Display, load
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import late_names
from petitions.campaigns.queries import is_past_deadline
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.signing.entitlement import entitled
from petitions.signing.initials import initials
from petitions.signing.models import Invitation, Signature
from petitions.signing.printing import printed
from petitions.signing.rules import Held, Phase
from petitions.signing.states import InvitationState, Look


@dataclass(frozen=True)
class Notice:
    """What is said above the letter."""

    title: str
    text: str
    tone: str = "wait"


def notice(invitation: Invitation, phase: Phase, held: Held, *, own: bool = True) -> Notice | None:
    """Why the letter can't be signed now, or what the reader answered before; None where nothing has to be said.

    Unless the reader is known to be the signatory (``own``) nothing is said of a decline: its absence would tell of a
    signature.
    """
    if held == Held.SET_ASIDE:
        return Notice(
            _("The signature in your name is set aside"),
            _("You said that you never signed. It is not counted, shown or printed, and the organisers look into it.")
            + " "
            + _("They write to you when they have decided."),
        )
    if phase != Phase.OPEN:
        return _phase_notice(invitation.campaign, phase)
    if invitation.state == InvitationState.DECLINED and own:
        return _declined(invitation)
    if held == Held.STALE:
        return Notice(
            _("The text has changed since you signed"),
            _("Your signature stands under the earlier version only, so it does not count for this one. Renew it."),
        )
    if invitation.campaign.state == CampaignState.DISPATCHED:
        return Notice(_("The text was lodged"), late_names(invitation.campaign), "done")
    return _extended(invitation.campaign, held)


def _declined(invitation: Invitation) -> Notice:
    day = _day(invitation.declined_at)
    if invitation.declined_by_link:
        return Notice(_("Declined with the link in your invitation on %(day)s", day=day), _("You can still sign."))
    return Notice(_("You declined on %(day)s", day=day), _("You can still sign."), "quiet")


def looked_at(signature: Signature | None) -> Notice | None:
    """What the bearer of a signature reads that waits for a look, or was set aside after one; None for any other."""
    if signature is None or not signature.look:
        return None
    if signature.look == Look.SET_ASIDE:
        return Notice(
            _("Your signature is not counted"),
            _("It came with many that were alike, and the organisers took them to be from one hand.")
            + " "
            + _("If you signed for yourself, write to them: they can count it again. You can withdraw it here."),
        )
    return Notice(
        _("Your signature waits for a look"),
        _("It came close to many others, so the organisers look at them together before they count. Nothing is wrong ")
        + _("with it because of that, and there is nothing to do. Until then it is not counted or shown."),
    )


def _extended(campaign: Campaign, held: Held) -> Notice | None:
    """What those who have answered read once the deadline was extended; the others get it by mail too."""
    before = deadline_words.deadline_before(campaign)
    if not before:
        return None
    moments = {"deadline": deadline_words.deadline(campaign), "before": before}
    said = _("Signing closes on %(deadline)s, not on %(before)s.", **moments)
    if held == Held.IN_FORCE:
        said = f"{said} {_('Your signature stands; there is nothing to do.')}"
    return Notice(_("The deadline was extended"), said, "quiet")


def signed_elsewhere(signature: Signature) -> Notice:
    """What is said to somebody who was asked twice, under two names, and signed on the other invitation."""
    return Notice(
        _("You have signed this letter, as %(name)s", name=signature.name),
        _("You were invited under two names. One signature counts; the link in your receipt leads to it."),
        "done",
    )


def asks(invitation: Invitation, organiser: str) -> str:
    """Who asks whose signature, above the letter."""
    if invitation.supporter is not None:
        return _("A petition of %(organiser)s", organiser=organiser)
    if invitation.organisation is not None:
        return _("%(organiser)s asks %(whom)s to sign", organiser=organiser, whom=invitation.organisation.name)
    if invitation.registered is not None:
        headed = invitation.registered.name
        return _("%(organiser)s asks for your signature, as head of %(whom)s", organiser=organiser, whom=headed)
    return _("%(organisation)s asks for your signature", organisation=organiser)


def name_hint(invitation: Invitation) -> str:
    """What the name typed on the page of signing is printed beside. Raises `NotEntitled`."""
    if invitation.supporter is not None:
        return _("Spelt as you like, and shown only as far as you agree below.")
    lines = printed(invitation, invitation.person.name, entitled(invitation).body)
    if invitation.organisation is not None:
        return _(
            "Your own name, spelt as you like. The letter prints: %(name)s, %(through)s.",
            name=lines.name,
            through=lines.capacity,
        )
    if invitation.registered is not None:
        return _("Your name, spelt as you like. It is followed by: %(capacity)s.", capacity=lines.capacity)
    return _(
        "As on the roster. Change the spelling if you print it otherwise. It is followed by: %(capacity)s.",
        capacity=lines.capacity,
    )


def display_hints(invitation: Invitation) -> dict[str, str]:
    """What each way of being shown comes to, on the page of signing."""
    short = initials(invitation.person.name, invitation.person.surname)
    if invitation.registered is not None:
        by_initials = _("Where you agree to it below: %(initials)s, without your office.", initials=short)
    else:
        by_initials = _("Where you agree to it below: %(initials)s", initials=short)
    return {
        Display.PUBLIC: _("Where you agree to it below."),
        Display.INITIALS: by_initials,
        Display.UNDISCLOSED: _("Only the organisers see who signed. Leave the boxes below empty that show your name."),
    }


def why_no_invitations(campaign: Campaign, phase: Phase) -> str:
    """Why nobody can be invited at the moment, for organisers; empty where people can."""
    if phase == Phase.SENT and load(campaign.instrument).is_lodged:
        return _("Nobody can be invited any more: the list of names has closed.")
    if is_past_deadline(campaign):
        return _(
            "Nobody can be invited now: the deadline passed on %(moment)s.", moment=deadline_words.deadline(campaign)
        )
    return {
        Phase.PAUSED: _("Nobody can be invited now: the text is not open for signature."),
        Phase.CLOSED: _("Nobody can be invited now: signing has closed."),
        Phase.SENT: _("Nobody can be invited any more: the letter has been sent."),
        Phase.WITHDRAWN: _("Nobody can be invited any more: the letter was withdrawn."),
    }.get(phase, "")


def _phase_notice(campaign: Campaign, phase: Phase) -> Notice:
    if phase == Phase.PAUSED:
        return Notice(
            _("Signing is paused"),
            _("The organisers are changing the text. Once it is approved and open again, it can be signed here.")
            + " "
            + _("Whoever has signed is asked again by mail, with every change shown."),
        )
    if phase == Phase.CLOSED and has_passed(campaign.deadline, now()):
        return Notice(
            _("Signing has closed"),
            _("The deadline passed on %(moment)s.", moment=deadline_words.deadline(campaign))
            + " "
            + _("Should the organisers extend it, the letter can be signed here again."),
        )
    if load(campaign.instrument).is_lodged:
        return _lodged_notice(campaign, phase)
    if phase == Phase.CLOSED:
        return Notice(
            _("Signing has closed"),
            _("The organisers closed the list on %(day)s and prepare to send it.", day=_since(campaign)),
        )
    if phase == Phase.SENT:
        return Notice(_("The letter has been sent"), _("It left on %(day)s.", day=_sent(campaign)), "done")
    return Notice(
        _("The letter was withdrawn"),
        _("The organisers withdrew it on %(day)s. It will not be sent.", day=_since(campaign)),
        "quiet",
    )


def _lodged_notice(campaign: Campaign, phase: Phase) -> Notice:
    if phase == Phase.CLOSED:
        text = _(
            "The organisers closed the list on %(day)s and prepare the sheet that is lodged.", day=_since(campaign)
        )
        return Notice(_("Signing has closed"), text)
    if phase == Phase.SENT:
        text = _("Its lodging was recorded on %(day)s. No more names are taken.", day=_sent(campaign))
        return Notice(_("The text was lodged"), text, "done")
    text = _("The organisers withdrew it on %(day)s. It will not be lodged.", day=_since(campaign))
    return Notice(_("The text was withdrawn"), text, "quiet")


def _since(campaign: Campaign) -> str:
    return _day(campaign.steps[-1].at if campaign.steps else campaign.created_at)


def _sent(campaign: Campaign) -> str:
    sent = [step.at for step in campaign.steps if step.after == CampaignState.DISPATCHED]
    return _day(sent[-1]) if sent else _since(campaign)


def _day(moment: datetime | None) -> str:
    return format_date(moment, "d MMMM y")
