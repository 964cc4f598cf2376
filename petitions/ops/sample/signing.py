"""How the sample's Members and organisations answer: each by the link, the code and the consents of a real one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.tokens import new_link_token
from petitions.drafting.models import Version
from petitions.ops.sample import mails, public
from petitions.ops.sample.past import on
from petitions.signing import service
from petitions.signing.models import ConsentKind, Invitation

Entry = dict[str, Any]
CONSENTS = {
    "sign": ConsentKind.SIGN,
    "show": ConsentKind.SHOW_INVITED,
    "print": ConsentKind.PRINT,
    "publish": ConsentKind.PUBLISH,
    "contact": ConsentKind.CONTACT,
}
# Minutes between two answers of the sample, so that none shares its moment with another.
APART = 23


def collect(
    drafter: Actor, campaign: Campaign, version: Version, entry: Entry, ask: Callable[[Entry], Invitation]
) -> Callable[[], None]:
    """Open the version on the day of its approval, invite everybody, and let each answer on their day.

    Returns what lets those answer whose day comes after the closing: they are late names.
    """
    with on(entry["reviewed_by"]["date"], "11:00"):
        service.open_for_signature(drafter, campaign, version)
    with on(entry["reviewed_by"]["date"], "11:20"):
        asked = [_invite(drafter, ask, row) for row in entry["invitations"]]
        mails.deliver()
    for row in entry.get("supporters", ()):
        public.support(campaign, version, row)
    hear = partial(_hear, version, asked, entry["closed_on"])
    hear(late=False)
    return partial(hear, late=True)


def _invite(drafter: Actor, ask: Callable[[Entry], Invitation], row: Entry) -> tuple[Invitation, Entry]:
    invitation = ask(row)
    if row["initiator"]:
        service.name_initiator(drafter, invitation)
    return invitation, row


def _hear(version: Version, asked: Sequence[tuple[Invitation, Entry]], closed_on: str | None, *, late: bool) -> None:
    for place, (invitation, row) in enumerate(asked):
        is_late = bool(closed_on and row["date"] and row["date"] > closed_on)
        if row["answer"] != "none" and is_late == late:
            with on(row["date"], "08:40", place * APART):
                _answer(invitation, version, row)
                mails.deliver()


def _answer(invitation: Invitation, version: Version, row: Entry) -> None:
    person = invitation.person
    actor = Actor(ActorKind.SIGNATORY, person.name, person.id, invitation.campaign.organisation_id)
    if row["answer"] == "declined":
        service.decline(actor, invitation)
        return
    browser = new_link_token()
    service.request_code(actor, invitation, browser)
    wish = service.Wish(
        version_id=version.id,
        name=person.name,
        agreed=frozenset(CONSENTS[word] for word in row["consents"]),
        language=version.text.language,
    )
    service.sign(actor, invitation, wish, service.MailedCode(mails.digits_for(invitation), browser))
