"""Verbs that end a thread without a new version, or open it again: settle, reopen, decline."""

from collections.abc import Sequence

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.drafting.discussion import policy, queries, words
from petitions.drafting.discussion.carrying import place_anew
from petitions.drafting.discussion.history import tell_history
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.rules import reason_words
from petitions.drafting.discussion.states import ThreadKind, ThreadState, may_become

_ENDS = {
    ThreadState.SETTLED: "thread:settle",
    ThreadState.TAKEN: "suggestion:take",
    ThreadState.DECLINED: "suggestion:decline",
}


def settle(actor: Actor, thread: Thread) -> None:
    """Say that the thread needs nothing more; of a suggestion, that its maker takes it back. A repeat is none.

    Raises `NotAllowed` to a colleague who may not, `InvalidTransition` for a suggestion that was taken or declined.
    """
    _hold(thread)
    policy.require_settle(actor, thread)
    if _moves(thread, ThreadState.SETTLED):
        decide(actor, thread, ThreadState.SETTLED)


def reopen(actor: Actor, thread: Thread) -> None:
    """Open the thread again, where its words stand now.

    Raises `NotAllowed` to a colleague who may not, `InvalidTransition` for a suggestion that was taken.
    """
    _hold(thread)
    policy.require_reopen(actor, thread)
    if _moves(thread, ThreadState.OPEN):
        place_anew(thread)
        thread.state, thread.reason = ThreadState.OPEN, ""
        thread.decided_by_id, thread.decided_by, thread.decided_at = None, "", None
        db.session.flush()
        tell_history(actor, "thread:reopen", thread)


def decline(actor: Actor, campaign: Campaign, threads: Sequence[Thread], reason: str = "") -> None:
    """Decline suggestions, for one reason or without: all of them or, where one can't be declined any more, none.

    Raises `NotAllowed` to who doesn't write the campaign's texts, `NotFound` for a thread of another campaign,
    `InvalidTransition` for what was taken or taken back meanwhile, `DomainError` for a comment and a reason too long.
    """
    locked(campaign)
    policy.require_decide(actor, campaign)
    said = reason_words(reason)
    for thread in threads:
        queries.require_of(campaign, thread)
        _hold(thread)
        if thread.kind != ThreadKind.SUGGESTION:
            raise DomainError(_("Only suggestions can be declined."))
        if _moves(thread, ThreadState.DECLINED):
            thread.reason = said
            decide(actor, thread, ThreadState.DECLINED)


def decide(actor: Actor, thread: Thread, state: ThreadState) -> None:
    """Write down what became of the thread, by whom and when; in the history too."""
    thread.state = state
    thread.decided_by_id, thread.decided_by, thread.decided_at = actor.id, actor.label, now()
    tell_history(actor, _ENDS[state], thread)


def _hold(thread: Thread) -> None:
    """Let nobody else change the thread, and read it as it is now. The campaign's row always comes first."""
    locked(thread.campaign)
    locked(thread)


def _moves(thread: Thread, state: ThreadState) -> bool:
    """Whether the thread changes to that state; it may be in it already."""
    if not may_become(thread.kind, thread.state, state):
        raise InvalidTransition(_("%(what)s Look at how it stands now.", what=words.became(thread)))
    return thread.state != state
