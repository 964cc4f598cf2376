"""The mail that tells a colleague where a discussion names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from petitions.accounts.models import User
from petitions.core.addresses import external
from petitions.core.i18n import speaking
from petitions.core.text import visible
from petitions.drafting.discussion.history import label_of
from petitions.drafting.discussion.models import Mention
from petitions.drafting.discussion.rules import shortened
from petitions.outbox.mail import Envelope, post


@dataclass(frozen=True)
class Told:
    """One mention, as a mail tells it. The quotation is cut short: the whole is read where it was said."""

    campaign: str
    who: str
    where: str
    quote: str
    address: str


def tell_mentions(reader: User, mentions: Sequence[Mention]) -> None:
    """Write one mail on all of these mentions, which belong to one organisation, in the reader's language."""
    organisation = mentions[0].comment.thread.campaign.organisation
    envelope = Envelope(
        kind="mentions",
        ref=mentions[0].id,
        to=reader.email,
        organisation_id=organisation.id,
        from_name=organisation.name,
    )
    with speaking(reader.language):
        told = [_told(mention) for mention in mentions]
        post("mentions", envelope, reader=reader.name, mentions=told, campaigns={one.campaign: None for one in told})


def _told(mention: Mention) -> Told:
    comment, thread = mention.comment, mention.comment.thread
    return Told(
        campaign=thread.campaign.title,
        who=comment.author_label,
        where=label_of(thread),
        quote=visible(shortened(comment.body)),
        address=external("drafting.thread", campaign_id=thread.campaign_id, thread_id=thread.id),
    )
