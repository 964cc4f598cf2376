"""What is mailed about delegates. Neither mail holds anything that signs, names or ends by being opened."""

from collections.abc import Sequence

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code
from petitions.core.addresses import external
from petitions.drafting import queries as drafting
from petitions.outbox.mail import Envelope, post
from petitions.signing.offices.models import Delegate, Preparation


def tell_member(delegate: Delegate) -> None:
    """Tell whoever reads the registered mailbox whom it named, and where that is taken back."""
    envelope = Envelope("delegate_named", delegate.id, delegate.member, secret=True)
    post("delegate_named", envelope, delegate=delegate, link=external("letters.delegates", lang="en"))


def tell_delegate(delegate: Delegate) -> None:
    """Tell the delegate who named them, and where the letters are."""
    envelope = Envelope("delegate_welcome", delegate.id, delegate.email, secret=True)
    post("delegate_welcome", envelope, delegate=delegate, link=external("letters.index", lang="en"))


def several_code(member: str, issued: Code, digits: str, *, preparations: Sequence[Preparation]) -> None:
    """Mail the code that confirms several letters, and say which."""
    envelope = Envelope("several_code", issued.id, member, secret=True, expires_at=issued.expires_at)
    letters = [(drafting.by_id(one.version_id).subject, one.name, one.delegate.name) for one in preparations]
    post("several_code", envelope, digits=in_groups(digits), is_long=issued.is_long, letters=letters)
