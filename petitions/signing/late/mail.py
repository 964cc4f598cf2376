"""Mails about late withdrawals."""

from typing import Any

from flask_babel import gettext as _

from petitions.core.addresses import external
from petitions.core.i18n import speaking
from petitions.signing import links
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.mail import Told, alert, tell


def of_code() -> dict[str, Any]:
    """What the mail with the code says that it does."""
    return {
        "subject": _("Your code to ask for a late withdrawal"),
        "says": _("your code to ask the organisers to take your signature back:"),
        "otherwise": _("If you did not ask for it, do nothing: nobody is asked."),
    }


def recorded(row: WithdrawalRequest) -> None:
    """Confirm to the signatory that the wish is recorded, and what it can’t do."""
    invitation = row.signature.invitation
    title = invitation.campaign.title
    with speaking(row.signature.language):
        said = [
            _("you asked to take your signature under “%(title)s” back. That is recorded.", title=title),
            _("The rules of this kind of text do not let a signature be taken back any more, so it still stands."),
            _("The organisers see your request until one of them says what was done about it; you are told by mail."),
        ]
        subject = _("Recorded: you ask to take your signature back from “%(title)s”", title=title)
        tell(invitation, Told(subject, said, links.letter(invitation.id), _("See how it stands")))


def alert_organisers(row: WithdrawalRequest) -> None:
    """Tell the organisers that somebody wishes to withdraw too late."""
    campaign, name = row.signature.invitation.campaign, row.signature.name
    values = {"campaign_id": campaign.id, "withdrawal_id": row.id}

    def compose() -> Told:
        said = [
            _("%(name)s asks to take the signature under “%(title)s” back.", name=name, title=campaign.title),
            _("The rules do not allow it any more. Say what you did about it; the signatory is told."),
        ]
        subject = _("Late withdrawal asked for: %(name)s", name=name)
        return Told(subject, said, external("signing.answer_withdrawal", **values), _("Read the request"))

    alert(campaign, compose)


def answered(row: WithdrawalRequest) -> None:
    """Tell the signatory what was done."""
    invitation = row.signature.invitation
    title = invitation.campaign.title
    with speaking(row.signature.language):
        said = [
            _("you asked to take your signature under “%(title)s” back. This is what was done:", title=title),
            _("“%(answer)s”", answer=row.answer),
            _("Your signature itself still stands. To say more, answer this mail."),
        ]
        subject = _("What was done about your withdrawal from “%(title)s”", title=title)
        tell(invitation, Told(subject, said, links.letter(invitation.id), _("See how it stands")))
