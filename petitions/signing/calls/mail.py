"""What open calls write to organisations. Nothing that was typed is repeated before the code came back."""

from typing import Any

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code
from petitions.core.db import db
from petitions.core.i18n import speaking
from petitions.outbox.mail import Envelope, post_later
from petitions.signing.calls.models import CallRequest

CODE = "call_request_code"
REFUSED = "call_refused"


def code(request: CallRequest, issued: Code, digits: str, *, language: str) -> None:
    """Mail a code; it is not worth sending once it is no longer valid."""
    shown: dict[str, Any] = {"digits": in_groups(digits), "is_long": issued.is_long}
    _post(CODE, request, language, expires_at=issued.expires_at, secret=True, **shown)


def refused(request: CallRequest) -> None:
    """Tell that the request is refused, and why."""
    _post(REFUSED, request, request.language, asked=request)


def _post(
    template: str, request: CallRequest, language: str, *, expires_at: Any = None, secret: bool = False, **told: Any
) -> None:
    campaign, organisation = request.campaign, request.campaign.organisation
    envelope = Envelope(
        kind=template,
        ref=request.id,
        to=request.email,
        organisation_id=organisation.id,
        from_name=organisation.name,
        reply_to=organisation.contact,
        secret=secret,
        expires_at=expires_at,
    )
    with speaking(language):
        post_later(template, envelope, campaign=campaign, organisation=organisation, **told)
    db.session.flush()
