"""What the history tells of a discussion: who did what where, never the words that were said."""

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.drafting.discussion import words
from petitions.drafting.discussion.models import Thread
from petitions.drafting.noted import named


def tell_history(actor: Actor, action: str, thread: Thread) -> None:
    """Record that the actor did this to the thread."""
    campaign = thread.campaign
    record(actor, action, thread, label_of(thread), case_id=campaign.case_id, campaign_id=campaign.id)


def label_of(thread: Thread) -> str:
    """Where the thread was begun: “version 3, paragraph 2”, “version 3, subject”."""
    where = words.spot(thread.made_at, on_subject=thread.on_subject)
    return _("%(version)s, %(where)s", version=named(thread.made_on), where=where)
