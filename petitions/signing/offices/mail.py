"""What is mailed about delegates. Neither mail holds anything that signs, names or ends by being opened."""

from petitions.core.addresses import external
from petitions.outbox.mail import Envelope, post
from petitions.signing.offices.models import Delegate


def tell_member(delegate: Delegate) -> None:
    """Tell whoever reads the registered mailbox whom it named, and where that is taken back."""
    envelope = Envelope("delegate_named", delegate.id, delegate.member, secret=True)
    post("delegate_named", envelope, delegate=delegate, link=external("letters.delegates", lang="en"))


def tell_delegate(delegate: Delegate) -> None:
    """Tell the delegate who named them, and where the letters are."""
    envelope = Envelope("delegate_welcome", delegate.id, delegate.email, secret=True)
    post("delegate_welcome", envelope, delegate=delegate, link=external("letters.index", lang="en"))
