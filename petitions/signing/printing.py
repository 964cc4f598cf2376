"""How a signatory is printed: a member of a body, an organisation through its representative, a head in person."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.core.clock import today
from petitions.people.bodies import bodies
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.rules import HEAD, holding, parted
from petitions.signing.correcting.queries import agreed_line
from petitions.signing.entitlement import head_of
from petitions.signing.models import Invitation


@dataclass(frozen=True, slots=True)
class Printed:
    """The name, what it is sorted by, and the line below it."""

    name: str
    surname: str
    capacity: str


def printed(invitation: Invitation, name: str, body: str) -> Printed:
    """The lines as they stand today, in the language in force; ``name`` is how the person's own is spelt.

    ``body`` is as what the person signs (`entitlement.entitled`). A line that was agreed under an earlier version
    stands for the one on file.
    """
    on_file = _on_file(invitation, name, body)
    return replace(on_file, capacity=agreed_line(invitation, on_file.capacity))


def _on_file(invitation: Invitation, name: str, body: str) -> Printed:
    if invitation.supporter is not None:
        return Printed(name, parted(name)[1], "")
    if invitation.representative is None:
        return Printed(name, invitation.person.surname, bodies()[body].capacity)
    if body == HEAD:
        return Printed(name, invitation.person.surname, _as_head(invitation.representative))
    organisation = invitation.representative.organisation
    through = _through(organisation, name, invitation.representative.capacity)
    return Printed(organisation.name, organisation.name, through)


def _as_head(representative: Representative) -> str:
    organisation, head = representative.organisation.name, head_of(representative)
    if head is None or not head.title:
        return _("head of %(organisation)s", organisation=organisation)
    return _("%(title)s of %(organisation)s", title=head.title, organisation=organisation)


def _through(organisation: RegisteredOrganisation, name: str, capacity: str) -> str:
    represented = _("represented by %(name)s, %(capacity)s", name=name, capacity=capacity)
    if not organisation.is_coalition:
        return represented
    return _("%(coalition)s, %(represented)s", coalition=_size(organisation), represented=represented)


def _size(coalition: RegisteredOrganisation) -> str:
    members = len(holding(coalition.members, today()))
    return (
        ngettext("coalition of %(num)d member", "coalition of %(num)d members", members) if members else _("coalition")
    )
