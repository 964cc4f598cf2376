"""How the sample's Members and organisations answer: by link, code and consents as a real one does, or in a call."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import now
from petitions.core.tokens import new_link_token
from petitions.drafting.models import Version
from petitions.ops.sample import mails, public
from petitions.ops.sample.past import on
from petitions.ops.sample.teams import Team
from petitions.signing import service
from petitions.signing.by_hand import deciding, recording
from petitions.signing.by_hand.evidence import Evidence
from petitions.signing.models import ConsentKind, Invitation, ProvedBy

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
    team: Team, drafter: Actor, campaign: Campaign, version: Version, entry: Entry, ask: Callable[[Entry], Invitation]
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
    hear = partial(_hear, team, version, asked, entry["closed_on"])
    hear(late=False)
    return partial(hear, late=True)


def _invite(drafter: Actor, ask: Callable[[Entry], Invitation], row: Entry) -> tuple[Invitation, Entry]:
    invitation = ask(row)
    if row["initiator"]:
        service.name_initiator(drafter, invitation)
    return invitation, row


def _hear(
    team: Team, version: Version, asked: Sequence[tuple[Invitation, Entry]], closed_on: str | None, *, late: bool
) -> None:
    for place, (invitation, row) in enumerate(asked):
        is_late = bool(closed_on and row["date"] and row["date"] > closed_on)
        if row["answer"] != "none" and is_late == late:
            with on(row["date"], "08:40", place * APART):
                if "by_telephone" in row:
                    _answer_by_telephone(team, invitation, version, row)
                else:
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
    wish = _wish(invitation, version, row)
    service.sign(actor, invitation, wish, service.MailedCode(mails.digits_for(invitation), browser))


def _answer_by_telephone(team: Team, invitation: Invitation, version: Version, row: Entry) -> None:
    """One of the team writes a call down, with a note of it as evidence; another compares both and confirms."""
    call = row["by_telephone"]
    first, second = team[call["taken_by"]], team[call["confirmed_by"]]
    at = now() - timedelta(minutes=call["minutes_before"])
    evidence = Evidence(note=call["note"].strip())
    given = recording.Given(ProvedBy.TELEPHONE, at, first.label, _wish(invitation, version, row), evidence)
    recorded = recording.propose(first, invitation, given)
    with on(row["date"], "15:40"):
        deciding.confirm(second, recorded)


def _wish(invitation: Invitation, version: Version, row: Entry) -> service.Wish:
    return service.Wish(
        version_id=version.id,
        name=invitation.person.name,
        agreed=frozenset(CONSENTS[word] for word in row["consents"]),
        language=version.text.language,
    )
