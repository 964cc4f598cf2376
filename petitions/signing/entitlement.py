"""As what somebody may sign today, and whether what let them sign still holds: a mandate, an authority, an office."""

from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import Signatory
from petitions.core.clock import today
from petitions.people import queries as people
from petitions.people.models import Mandate, Person
from petitions.people.organisations.models import OrganisationHead, Representative
from petitions.people.organisations.rules import HEAD, Authority, authority_at, head_called
from petitions.signing.errors import NotEntitled
from petitions.signing.models import Invitation


@dataclass(frozen=True, slots=True)
class Entitled:
    """What the rules count of somebody who may sign: the capacity, the country, the political group."""

    body: str
    country: str
    group: str = ""


def entitled(invitation: Invitation) -> Entitled:
    """As what the invited person may sign today. Raises `NotEntitled`."""
    if invitation.representative is None:
        mandate = mandate_of(invitation.campaign, invitation.person)
        return Entitled(mandate.body, mandate.delegation, mandate.group_code)
    require_speaker(invitation.campaign, invitation.representative, invitation.body)
    return Entitled(invitation.body, invitation.representative.organisation.country)


def mandate_of(campaign: Campaign, person: Person) -> Mandate:
    """The mandate by which the person may sign today. Raises `NotEntitled`."""
    held = people.mandate_at(person, today(), instruments.load(campaign.instrument).bodies)
    if held.certain is None and held.holds:
        raise NotEntitled(
            _("Rosters leave open in which group %(name)s sits today. Import a newer one.", name=person.name)
        )
    if held.certain is None:
        raise NotEntitled(_("%(name)s holds no mandate in force that lets them sign this text.", name=person.name))
    return held.certain


def require_speaker(campaign: Campaign, representative: Representative, body: str) -> None:
    """Raises `NotEntitled` unless the text may be signed so, by an authority, and an office, in force today."""
    who = {"name": representative.name, "organisation": representative.organisation.name}
    if body not in instruments.load(campaign.instrument).bodies:
        raise NotEntitled(_("This kind of text can’t be signed by %(name)s for %(organisation)s.", **who))
    if authority_at(representative, today()) is not Authority.IN_FORCE:
        raise NotEntitled(_("The authority of %(name)s to sign for %(organisation)s is not in force today.", **who))
    if body == HEAD and head_of(representative) is None:
        raise NotEntitled(_("%(name)s is not on file as head of %(organisation)s today.", **who))


def head_of(representative: Representative) -> OrganisationHead | None:
    """The organisation's head of today, if that is the representative."""
    return head_called(representative.organisation.heads, representative.name, today())


def holds_today(invitation: Invitation) -> bool:
    """Whether the mandate, authority or office by which the person signed is in force today."""
    if invitation.representative is None:
        return people.mandate_at(invitation.person, today()).holds
    if invitation.body == HEAD:
        return head_of(invitation.representative) is not None
    return authority_at(invitation.representative, today()) is Authority.IN_FORCE


def would_count_as(invitation: Invitation) -> Signatory | None:
    """What a signature given today would count as; None where none could be given."""
    try:
        found = entitled(invitation)
    except NotEntitled:
        return None
    return Signatory(found.body, found.country if invitation.representative is None else "", found.group)
