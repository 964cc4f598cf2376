"""An organisation asks to sign: the address gets a code, and the request counts once the code came back."""

from dataclasses import asdict, dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.models import CodePurpose
from petitions.campaigns.models import Campaign
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked, one_at_a_time
from petitions.core.sealed import keyring
from petitions.signing.calls import mail, queries
from petitions.signing.calls.errors import NoCall
from petitions.signing.calls.models import TYPED, CallRequest, words_id
from petitions.signing.calls.states import RequestState

IN_FORCE = (RequestState.UNCONFIRMED, RequestState.WAITING)


@dataclass(frozen=True)
class Wanted:
    """What the form says: the organisation, through whom it signs, and what proves that person's authority."""

    organisation: str
    country: str
    website: str
    name: str
    capacity: str
    evidence: str
    source: str
    email: str
    language: str
    as_head: bool = False

    @property
    def words_id(self) -> UUID:
        """What stands for these words with this address."""
        return words_id(self.email, *(str(getattr(self, field)) for field in ("as_head", *TYPED)))


def ask(campaign: Campaign, wanted: Wanted, browser: str) -> None:
    """Mail a code with which this browser confirms these words to the address; it may have been asked for before.

    What happens is the same whatever is known of the address. Words that are not confirmed give way to newer ones; a
    request that waits for an organiser stays as it is. Raises `NoCall` where such a signatory is not called.
    """
    require_call(campaign)
    _require_asked_for(campaign, wanted)
    one_at_a_time(f"call {campaign.id} {keyring().index(wanted.email)}")
    request = in_force(campaign, wanted.email) or _enter(campaign, wanted)
    locked(request)
    if request.state == RequestState.UNCONFIRMED:
        for field in (*TYPED, "as_head", "language"):
            setattr(request, field, getattr(wanted, field))
        request.asked_at = now()
    issued = codes.issue(_code(request, browser))
    if issued is not None:
        mail.code(request, *issued, language=wanted.language)
        record(queries.anybody(campaign), "code:request", request, "", campaign_id=campaign.id)


def mail_again(campaign: Campaign, email: str, words: UUID, browser: str) -> None:
    """Mail the code for these words once more, where they are still those that stand. Raises `NoCall`."""
    require_call(campaign)
    request = in_force(campaign, email)
    if request is None:
        return
    locked(request)
    if _stands(request, words) and (issued := codes.issue(_code(request, browser))):
        mail.code(request, *issued, language=request.language)
        record(queries.anybody(campaign), "code:request", request, "", campaign_id=campaign.id)


def confirm(campaign: Campaign, email: str, words: UUID, browser: str, digits: str) -> CallRequest | None:
    """Put the request before the organisers, with the code that was mailed for these words and this browser.

    The request that waits for the address already is given as it stands. None for every other reason, without a
    difference; a wrong try is counted, and must be committed. Raises `NoCall`.
    """
    require_call(campaign)
    request = in_force(campaign, email)
    if request is None:
        return None
    locked(request)
    if not _stands(request, words) or not _redeemed(_code(request, browser), digits):
        return None
    if request.state == RequestState.UNCONFIRMED:
        request.state, request.confirmed_at = RequestState.WAITING, now()
        db.session.flush()
        record(
            queries.anybody(campaign),
            "call_request:confirm",
            request,
            request.organisation,
            case_id=campaign.case_id,
            campaign_id=campaign.id,
        )
    return request


def in_force(campaign: Campaign, email: str) -> CallRequest | None:
    """The request of this address that is unconfirmed or waits."""
    query = select(CallRequest).where(
        CallRequest.campaign_id == campaign.id,
        CallRequest.email_index == keyring().index(email),
        CallRequest.state.in_(IN_FORCE),
    )
    return db.session.scalars(query).first()


def require_call(campaign: Campaign) -> None:
    """Raises `NoCall` unless organisations, or their heads, can ask to sign at this moment."""
    if not queries.takes(campaign) or not queries.audience_of(campaign).asked_for:
        raise NoCall(_("Organisations can’t ask to sign this text at the moment."))


def _require_asked_for(campaign: Campaign, wanted: Wanted) -> None:
    audience = queries.audience_of(campaign)
    if not (audience.heads if wanted.as_head else audience.organisations):
        raise NoCall(_("This text can’t be signed in this way. Choose another."))


def _stands(request: CallRequest, words: UUID) -> bool:
    """Whether these words may be confirmed: somebody else may have typed others with the same address since."""
    return request.state == RequestState.WAITING or request.words_id == words


def _redeemed(wanted: CodeFor, digits: str) -> bool:
    try:
        return codes.redeem(wanted, digits)
    except WrongCode:
        return False


def _code(request: CallRequest, browser: str) -> CodeFor:
    """The code is the address's, whatever is typed with it, so that other words bring no more mails and guesses."""
    return CodeFor(CodePurpose.ANSWER, request.id, browser)


def _enter(campaign: Campaign, wanted: Wanted) -> CallRequest:
    request = CallRequest(campaign_id=campaign.id, asked_at=now(), **asdict(wanted))
    db.session.add(request)
    db.session.flush()
    return request
