"""As what somebody may sign today, and whether what let them sign still holds: a mandate, an authority, an office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import Signatory
from petitions.core.clock import today
from petitions.core.db import db, has_read
from petitions.people.models import Mandate, Person
from petitions.people.name_tables import batches
from petitions.people.organisations.models import OrganisationHead, RegisteredOrganisation, Representative
from petitions.people.organisations.rules import HEAD, Authority, authority_at, head_called
from petitions.people.told import Mandates
from petitions.signing.errors import NotEntitled
from petitions.signing.models import Invitation
from petitions.signing.supporters.rules import ANYONE


@dataclass(frozen=True, slots=True)
class Entitled:
    """What the rules count of somebody who may sign: the capacity, the country, the political group."""

    body: str
    country: str
    group: str = ""


SIGNATORY = (
    joinedload(Invitation.person),
    joinedload(Invitation.representative),
    joinedload(Invitation.supporter),
    joinedload(Invitation.registered).selectinload(RegisteredOrganisation.heads),
)
"""What is read of invitations, in one or two statements, to say who is asked and by what authority."""
_WHO = ("person", "representative", "supporter", "registered")


def with_signatories(invitations: Collection[Invitation]) -> Collection[Invitation]:
    """The same invitations, with who is asked and by what authority, read in a few statements, however many.

    What was read before in this transaction is not read again.
    """
    query = select(Invitation).options(*SIGNATORY)
    for some in batches([invitation.id for invitation in invitations if not has_read(invitation, *_WHO)]):
        db.session.scalars(query.where(Invitation.id.in_(some))).all()
    return invitations


def mandates_of(invitations: Collection[Invitation]) -> Mandates:
    """The mandates of those among the invited who sign by one."""
    return _mandates(with_signatories(invitations))


def _mandates(invitations: Iterable[Invitation]) -> Mandates:
    return Mandates(invitation.person for invitation in invitations if _by_mandate(invitation))


def _by_mandate(invitation: Invitation) -> bool:
    return invitation.representative is None and invitation.supporter is None


def entitled(invitation: Invitation) -> Entitled:
    """As what the invited person may sign today. Raises `NotEntitled`."""
    return _entitled(invitation, _mandates([invitation]))


def _entitled(invitation: Invitation, mandates: Mandates) -> Entitled:
    if invitation.supporter is not None:
        require_public(invitation.campaign)
        return Entitled(ANYONE, invitation.supporter.country)
    if invitation.representative is None:
        mandate = _mandate(invitation.campaign, invitation.person, mandates)
        return Entitled(mandate.body, mandate.delegation, mandate.group_code)
    require_speaker(invitation.campaign, invitation.representative, invitation.body)
    return Entitled(invitation.body, invitation.representative.organisation.country)


def mandate_of(campaign: Campaign, person: Person) -> Mandate:
    """The mandate by which the person may sign today. Raises `NotEntitled`."""
    return _mandate(campaign, person, Mandates([person]))


def _mandate(campaign: Campaign, person: Person, mandates: Mandates) -> Mandate:
    held = mandates.at(person, today(), instruments.load(campaign.instrument).bodies)
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


def require_public(campaign: Campaign) -> None:
    """Raises `NotEntitled` unless members of the public sign this kind of text."""
    if ANYONE not in instruments.load(campaign.instrument).bodies:
        raise NotEntitled(_("This kind of text is not signed by the public."))


def head_of(representative: Representative) -> OrganisationHead | None:
    """The organisation's head of today, if that is the representative."""
    return head_called(representative.organisation.heads, representative.name, today())


def holding_today(invitations: Collection[Invitation]) -> set[UUID]:
    """Those of the invited whose mandate, authority or office, by which they signed, is in force today, by id."""
    mandates = mandates_of(invitations)
    return {invitation.id for invitation in invitations if _holds(invitation, mandates)}


def _holds(invitation: Invitation, mandates: Mandates) -> bool:
    if invitation.supporter is not None:
        return True
    if invitation.representative is None:
        return mandates.at(invitation.person, today()).holds
    if invitation.body == HEAD:
        return head_of(invitation.representative) is not None
    return authority_at(invitation.representative, today()) is Authority.IN_FORCE


def would_count_as(invitations: Collection[Invitation]) -> dict[UUID, Signatory]:
    """By invitation what a signature given today would count as; nothing where none could be given."""
    mandates = mandates_of(invitations)
    counted = ((invitation.id, _counts_as(invitation, mandates)) for invitation in invitations)
    return {invitation_id: signatory for invitation_id, signatory in counted if signatory is not None}


def _counts_as(invitation: Invitation, mandates: Mandates) -> Signatory | None:
    try:
        found = _entitled(invitation, mandates)
    except NotEntitled:
        return None
    return Signatory(found.body, found.country if _by_mandate(invitation) else "", found.group)
