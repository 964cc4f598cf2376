"""An organiser decides on a request: admits the organisation and asks it to sign, or refuses with a reason."""

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.people.organisations import queries as organisations
from petitions.people.organisations import representing
from petitions.people.organisations import service as register
from petitions.people.organisations.domains import own_domain
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.policy import is_own
from petitions.people.organisations.representing import DaysOverlap, RepresentativeData
from petitions.people.organisations.rules import Authority, authority_at, head_called, is_own_address, name_key
from petitions.people.organisations.service import HeadData, OrganisationData
from petitions.signing import policy
from petitions.signing.calls import mail
from petitions.signing.calls.errors import AlreadyDecided, NotVouched
from petitions.signing.calls.models import CallRequest
from petitions.signing.calls.states import RequestState, may_become
from petitions.signing.endorsing import invite_head, invite_organisation
from petitions.signing.inviting import require_open
from petitions.signing.models import Invitation


@dataclass(frozen=True)
class Admission:
    """Which organisation it is, or the name of a new one, and what the organiser says of the address.

    ``adds_domain``: the address's domain is the organisation's own and goes on the register. ``vouches``: it is not,
    and the organiser answers for the address.
    """

    registered: RegisteredOrganisation | None
    name: str = ""
    adds_domain: bool = False
    vouches: bool = False


def admit(actor: Actor, request: CallRequest, admission: Admission) -> Invitation:
    """Record the authority as the organisation's own word, confirm it, and ask the organisation to sign through it.

    Where its head asked to sign in person, that person is put on file as head, unless another one is. Raises
    `NotAllowed`, `NotOpen`, `AlreadyDecided`, `NotVouched` where the address lies outside the organisation's own
    domains, `OnFileAlready` and `NameTaken` where a new one is on the register, `DaysOverlap` where somebody else is
    its head, and `AlreadyInvited`.
    """
    policy.require_collecting(actor)
    campaign = request.campaign
    require_open(campaign)
    _lock(request, RequestState.ADMITTED)
    registered = _registered(actor, request, admission)
    if not (admission.vouches or is_own_address(request.email, [entry.domain for entry in registered.domains])):
        raise NotVouched(
            _("The address lies outside the organisation’s own domains. Say that the domain is one, or vouch for it.")
        )
    representative = _representative(actor, request, registered)
    if request.as_head:
        _put_on_file(actor, request, registered)
    invitation = (invite_head if request.as_head else invite_organisation)(actor, campaign, representative)
    request.invitation_id = invitation.id
    _decide(actor, request, RequestState.ADMITTED)
    return invitation


def refuse(actor: Actor, request: CallRequest, reason: str) -> None:
    """Refuse the request; the reason is mailed. Raises `NotAllowed` and `AlreadyDecided`."""
    policy.require_collecting(actor)
    locked(request.campaign)
    _lock(request, RequestState.REFUSED)
    request.refused_because = reason
    _decide(actor, request, RequestState.REFUSED)
    mail.refused(request)


def _lock(request: CallRequest, after: RequestState) -> None:
    locked(request)
    if not may_become(request.state, after):
        who = request.decided_by or _("Somebody")
        raise AlreadyDecided(_("%(who)s has decided on this request already.", who=who))


def _decide(actor: Actor, request: CallRequest, state: RequestState) -> None:
    request.state, request.decided_at = state, now()
    request.decided_by, request.decided_by_id = actor.label, actor.id
    db.session.flush()
    verb = "call_request:admit" if state == RequestState.ADMITTED else "call_request:refuse"
    campaign = request.campaign
    record(actor, verb, request, request.organisation, case_id=campaign.case_id, campaign_id=campaign.id)


def _registered(actor: Actor, request: CallRequest, admission: Admission) -> RegisteredOrganisation:
    domains = (own_domain(request.email),) if admission.adds_domain else ()
    if admission.registered is not None:
        locked(admission.registered)
        if domains and not is_own_address(request.email, [entry.domain for entry in admission.registered.domains]):
            register.add_domain(actor, admission.registered, domains[0])
        return admission.registered
    name = admission.name or request.organisation
    twins = organisations.twins(actor, name, domains)
    data = OrganisationData(name, country=request.country, domains=domains)
    return register.add(actor, data, sure=not any(is_own(actor, twin) for twin in twins))


def _put_on_file(actor: Actor, request: CallRequest, registered: RegisteredOrganisation) -> None:
    """Name the person as head, where nobody is. Raises `DaysOverlap` where somebody else is."""
    if head_called(registered.heads, request.name, today()) is not None:
        return
    other = next((head for head in registered.heads if head.until is None), None)
    if other is not None:
        raise DaysOverlap(
            _(
                "%(name)s is on file as head. If that is over, say so on the page of the organisation, then admit this "
                "request.",
                name=other.name,
            )
        )
    representing.name_head(actor, registered, HeadData(request.name, request.capacity))
    db.session.refresh(registered, ["heads"])


def _representative(actor: Actor, request: CallRequest, registered: RegisteredOrganisation) -> Representative:
    """Whoever asked, under the same authority where it is on file and in force; else as the organisation's own word."""
    for row in registered.representatives:
        same = row.email_index == request.email_index and name_key(row.name) == name_key(request.name)
        if same and authority_at(row, today()) is Authority.IN_FORCE:
            return row
    themselves = Actor(ActorKind.SIGNATORY, request.organisation, None, actor.organisation_id)
    representative = representing.authorise(themselves, registered, _told(request))
    representing.confirm(actor, representative)
    return representative


def _told(request: CallRequest) -> RepresentativeData:
    day = format_date(request.confirmed_at, "d MMMM y")
    said = _("open call “%(title)s”, address confirmed by code on %(day)s", title=request.campaign.title, day=day)
    return RepresentativeData(
        name=request.name,
        capacity=request.capacity,
        email=request.email,
        authority_from=today(),
        authority_to=None,
        evidence=request.evidence,
        source=f"{request.source} ({said})",
    )
