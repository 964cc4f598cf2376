"""Mails about disputes: to whoever was signed for, and to the organisers, at once."""

from typing import Any

from flask_babel import gettext as _

from petitions.core.addresses import external
from petitions.core.i18n import speaking
from petitions.signing import links
from petitions.signing.disputing.models import Dispute
from petitions.signing.mail import Told, alert, tell
from petitions.signing.models import Signature


def of_code() -> dict[str, Any]:
    """What the mail with the code says that it does."""
    return {
        "subject": _("Your code to say that you never signed"),
        "says": _("your code to say that you never signed, and to have the signature in your name set aside:"),
        "otherwise": _("If you did not ask for it, do nothing: the signature stays."),
    }


def heard(dispute: Dispute, signature: Signature) -> None:
    """Tell whoever was signed for that the name is hidden, and what happens now."""
    title = dispute.invitation.campaign.title
    with speaking(signature.language):
        said = [
            _("you said that you never signed “%(title)s”. The signature in your name is set aside.", title=title),
            _("It is not counted, shown or printed any more. What was sent before can’t be called back."),
            _(
                "The organisers are told and look into it. If they find that it is your signature after all, two of "
                "them have to agree, and you are told."
            ),
            _("Nobody can sign in your name under this text meanwhile."),
        ]
        subject = _("Set aside: the signature in your name under “%(title)s”", title=title)
        tell(dispute.invitation, Told(subject, said, links.letter(dispute.invitation_id), _("See how it stands")))


def alert_organisers(dispute: Dispute, name: str) -> None:
    """Tell the organisers that a signature is disputed."""
    campaign = dispute.invitation.campaign
    values = {"campaign_id": campaign.id, "dispute_id": dispute.id}

    def compose() -> Told:
        said = [
            _(
                "%(name)s says of the signature under “%(title)s”: I never signed this.",
                name=name,
                title=campaign.title,
            ),
            _("The signature is set aside: it is not counted, shown or printed until you decide."),
            _("Somebody may have signed from another person’s mailbox. Ask by another way than mail."),
        ]
        subject = _("Disputed: a signature under “%(title)s”", title=campaign.title)
        return Told(subject, said, external("signing.decide_dispute", **values), _("Look into it"))

    alert(campaign, compose)


def restored(dispute: Dispute, signature: Signature) -> None:
    """Tell the signatory that the signature counts again, why, and how to contradict."""
    title = dispute.invitation.campaign.title
    with speaking(signature.language):
        said = [
            _("two organisers found that the signature in your name under “%(title)s” is yours:", title=title),
            _("“%(reason)s”", reason=dispute.reason),
            _("It is counted again, and shown and printed where you agreed to that."),
            _("If it is not yours, say so again; it is set aside at once:"),
        ]
        subject = _("Restored: your signature under “%(title)s”", title=title)
        tell(dispute.invitation, Told(subject, said, links.dispute(signature.id), _("I never signed this")))


def annulled(dispute: Dispute, signature: Signature) -> None:
    """Tell whoever was signed for that the signature never counts again, and why."""
    title = dispute.invitation.campaign.title
    with speaking(signature.language):
        said = [
            _("the signature in your name under “%(title)s” is annulled. It never counts again.", title=title),
            _("What the organisers found: “%(reason)s”", reason=dispute.reason),
            _("If you want to sign yourself, you can as long as the text is open."),
        ]
        subject = _("Annulled: the signature in your name under “%(title)s”", title=title)
        tell(dispute.invitation, Told(subject, said, links.letter(dispute.invitation_id), _("The letter")))
