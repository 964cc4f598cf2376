"""Who may say what of a text. Reading and commenting are for everyone in the campaign's organisation."""

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.policy import may_write


def may_discuss(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor may comment on the campaign's texts and suggest wording."""
    return actor.organisation_id == campaign.organisation_id


def require_discuss(actor: Actor, campaign: Campaign) -> None:
    """Raise `NotAllowed` unless the actor may comment and suggest."""
    if not may_discuss(actor, campaign):
        raise NotAllowed(_("Only colleagues of the organisation that runs this campaign may discuss its texts."))


def may_settle(actor: Actor, thread: Thread) -> bool:
    """Whether the actor may settle the thread: who began it, and for a comment whoever writes the text.

    A suggestion is its maker's to take back; whoever writes takes or declines it.
    """
    is_own = actor.id is not None and actor.id == thread.by_id
    return is_own or (thread.kind == ThreadKind.COMMENT and may_write(actor))


def may_reopen(actor: Actor, thread: Thread) -> bool:
    """Whether the actor may open the thread again: anyone a settled one, whoever writes a declined suggestion."""
    return thread.state == ThreadState.SETTLED or (thread.state == ThreadState.DECLINED and may_write(actor))


def require_settle(actor: Actor, thread: Thread) -> None:
    """Raise `NotAllowed` unless the actor may settle the thread."""
    if not may_settle(actor, thread):
        raise NotAllowed(_("Only who began this, or for a comment whoever writes the text, may settle it."))


def require_reopen(actor: Actor, thread: Thread) -> None:
    """Raise `NotAllowed` where a suggestion was declined and the actor doesn't write texts."""
    if thread.state == ThreadState.DECLINED and not may_write(actor):
        raise NotAllowed(_("Whoever writes the text declined this. Suggest anew what you would have instead."))
