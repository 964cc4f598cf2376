"""Who may say what of a text. Reading and commenting are for everyone in the campaign's organisation."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.policy import may_write, require_write


def may_discuss(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor may comment on the campaign's texts and suggest wording.

    A signatory acts in the name of the organisation too, but holds no role in it.
    """
    return actor.organisation_id == campaign.organisation_id and actor.has(*Role)


def require_discuss(actor: Actor, campaign: Campaign) -> None:
    """Raise `NotAllowed` unless the actor may comment and suggest."""
    if not may_discuss(actor, campaign):
        raise NotAllowed(_("Only colleagues of the organisation that runs this campaign may discuss its texts."))


def may_decide(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor may take and decline suggestions: whoever writes the campaign's texts."""
    return may_discuss(actor, campaign) and may_write(actor)


def may_settle(actor: Actor, thread: Thread) -> bool:
    """Whether the actor may settle the thread: who began it, and for a comment whoever writes the text.

    A suggestion is its maker's to take back; whoever writes takes or declines it.
    """
    if actor.id is not None and actor.id == thread.by_id:
        return may_discuss(actor, thread.campaign)
    return thread.kind == ThreadKind.COMMENT and may_decide(actor, thread.campaign)


def may_reopen(actor: Actor, thread: Thread) -> bool:
    """Whether the actor may open the thread again: anyone a settled one, whoever writes a declined suggestion.

    What its maker took back only its maker gives again: nobody is made to stand for words that they gave up.
    """
    if thread.taken_back:
        return actor.id == thread.by_id and may_discuss(actor, thread.campaign)
    if thread.state == ThreadState.SETTLED:
        return may_discuss(actor, thread.campaign)
    return thread.state == ThreadState.DECLINED and may_decide(actor, thread.campaign)


def require_decide(actor: Actor, campaign: Campaign) -> None:
    """Raise `NotAllowed` unless the actor may take and decline suggestions."""
    require_discuss(actor, campaign)
    require_write(actor)


def require_settle(actor: Actor, thread: Thread) -> None:
    """Raise `NotAllowed` unless the actor may settle the thread."""
    require_discuss(actor, thread.campaign)
    if not may_settle(actor, thread):
        raise NotAllowed(_("Only who began this, or for a comment whoever writes the text, may settle it."))


def require_reopen(actor: Actor, thread: Thread) -> None:
    """Raise `NotAllowed` outside the organisation, to all but its maker for a suggestion that was taken back, and
    where one was declined, to who doesn't write texts.
    """
    require_discuss(actor, thread.campaign)
    if thread.taken_back and actor.id != thread.by_id:
        raise NotAllowed(
            _("%(who)s took this suggestion back. If you want it, suggest it in your own name.", who=thread.by_label)
        )
    if thread.state == ThreadState.DECLINED and not may_write(actor):
        raise NotAllowed(_("Whoever writes the text declined this. Suggest anew what you would have instead."))
