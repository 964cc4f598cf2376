"""Mails about corrections: to the signatory what is printed from now on, to the organisers what is wished."""

from typing import Any

from flask_babel import gettext as _

from petitions.core.addresses import external
from petitions.core.i18n import speaking
from petitions.signing import links
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.correcting.words import when_printed
from petitions.signing.correcting.writing import printed_in
from petitions.signing.display import told
from petitions.signing.mail import Told, alert, tell


def of_code(before: str, after: str) -> dict[str, Any]:
    """What the mail with the code says that it does."""
    return {
        "subject": _("Your code to correct your printed name"),
        "says": _(
            "your code to have your name printed as “%(after)s” instead of “%(before)s”:", **_both(before, after)
        ),
        "otherwise": _("If you did not ask for it, do nothing: your name stays as it is."),
    }


def of_wish_code(before: str, after: str) -> dict[str, Any]:
    """What the mail with the code says that it does."""
    return {
        "subject": _("Your code to ask for another line below your name"),
        "says": _(
            "your code to ask the organisers to print “%(after)s” below your name instead of “%(before)s”:",
            **_both(before, after),
        ),
        "otherwise": _("If you did not ask for it, do nothing: the line stays as it is."),
    }


def corrected(correction: Correction) -> None:
    """Confirm to the signatory what is printed from now on, and what stood before."""
    signature = correction.signature
    invitation = signature.invitation
    with speaking(signature.language):
        said = [
            _("how your signature under “%(title)s” is printed was corrected.", title=invitation.campaign.title),
            _("Now: %(lines)s", lines=_lines(correction.name, correction.capacity)),
            _("Before: %(lines)s", lines=_lines(correction.name_before, correction.capacity_before)),
            *([_("How you are shown: %(way)s", way=told(signature))] if told(signature) else []),
            when_printed(printed_in(signature)),
            _("Commitment: %(hash)s", hash=correction.leaf.commitment),
        ]
        subject = _("Corrected: how you are printed under “%(title)s”", title=invitation.campaign.title)
        tell(invitation, Told(subject, said, links.letter(invitation.id), _("See your receipt")))


def wished(row: CapacityWish) -> None:
    """Tell the organisers that a signatory wishes another line."""
    signature = row.signature
    campaign = signature.invitation.campaign
    values = {"campaign_id": campaign.id, "wish_id": row.id}

    def compose() -> Told:
        return Told(
            _("%(name)s asks for another line below the name", name=signature.name),
            [_("A signatory of “%(title)s” asks to be printed otherwise. Take it or decline.", title=campaign.title)],
            external("signing.decide_wish", **values),
            _("Read the wish"),
        )

    alert(campaign, compose)


def declined(row: CapacityWish) -> None:
    """Tell the signatory that the line stays as it is, and why."""
    signature = row.signature
    invitation = signature.invitation
    with speaking(signature.language):
        said = [
            _("you asked to have “%(wished)s” printed below your name. It is not taken:", wished=row.wished),
            _("“%(reason)s”", reason=row.reason),
            _("What stands is: %(line)s", line=signature.capacity),
        ]
        subject = _("Not taken: another line below your name under “%(title)s”", title=invitation.campaign.title)
        tell(invitation, Told(subject, said, links.letter(invitation.id), _("See your receipt")))


def _lines(name: str, capacity: str) -> str:
    return ", ".join(filter(None, (name, capacity)))


def _both(before: str, after: str) -> dict[str, str]:
    return {"before": before, "after": after}
