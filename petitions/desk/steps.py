"""What can be done next with a campaign: one table of steps, by state and role. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from petitions.accounts.models import Role
from petitions.campaigns.states import EDITABLE, PAUSING, CampaignState
from petitions.dispatch.lodging.rules import Stage

S = CampaignState
WRITERS = frozenset({Role.OWNER, Role.DRAFTER})
REVIEWERS = frozenset({Role.OWNER, Role.REVIEWER})
SENDERS = frozenset({Role.OWNER, Role.DISPATCHER})
PREPARERS = WRITERS | SENDERS
EVERYONE = frozenset(Role)
UNDER_WAY = frozenset({S.DRAFTING, S.REVIEW})
GATHERED = frozenset({S.CLOSED, S.DISPATCHED})
LATE = frozenset({S.DISPATCHED})
AFTER = frozenset({S.DISPATCHED, S.CONCLUDED})
SIGNED = frozenset({S.COLLECTING, S.CLOSED, S.DISPATCHED, S.CONCLUDED})


@dataclass(frozen=True)
class Facts:
    """What decides which steps are open: the campaign's state, the actor's roles, and how the text stands.

    ``judged_it``: no approval of the actor's is missing or, where none is named, the actor gave a verdict.
    ``has_lapsed``: an approval of the text counts no more, since there is more to look at. ``is_petition``: members
    of the public sign it.
    Of a text that ``is_lodged``: the stage of its latest edition, whether names came late, and whether a published
    name waits for somebody to choose whom it means. ``is_past_deadline``: signing has ended by itself, whatever the
    state; ``may_extend``: there is a deadline that people were told.
    """

    state: str
    roles: frozenset[str]
    has_text: bool = False
    wrote_it: bool = False
    judged_it: bool = False
    is_approved: bool = False
    has_lapsed: bool = False
    is_petition: bool = False
    is_lodged: bool = False
    stage: str = Stage.NONE
    takes_late_names: bool = False
    has_late_names: bool = False
    must_choose: bool = False
    is_past_deadline: bool = False
    may_extend: bool = False


@dataclass(frozen=True)
class Step:
    """One thing to do: the page it leads to, whose it is, and when. ``numbered`` pages are of the latest version."""

    endpoint: str
    label: LazyString
    roles: frozenset[Role]
    states: frozenset[CampaignState]
    fits: Callable[[Facts], bool] = lambda _facts: True
    main: bool = False
    numbered: bool = False
    danger: bool = False


STEPS = (
    Step("drafting.write", _l("Write the text"), WRITERS, UNDER_WAY, lambda f: not f.has_text, main=True),
    Step(
        "drafting.review",
        _l("Review this version"),
        REVIEWERS,
        frozenset({S.REVIEW}) | PAUSING,
        lambda f: f.has_text and not f.wrote_it and not f.judged_it and (f.state == S.REVIEW or f.has_lapsed),
        main=True,
        numbered=True,
    ),
    Step(
        "signing.open_page",
        _l("Open for signature"),
        WRITERS,
        frozenset({S.REVIEW}),
        lambda f: f.is_approved,
        main=True,
    ),
    Step(
        "drafting.ask_review",
        _l("Ask a colleague to review"),
        WRITERS,
        UNDER_WAY,
        lambda f: f.has_text and not f.is_approved,
        main=True,
        numbered=True,
    ),
    Step(
        "dispatch.close",
        _l("Close for signature"),
        WRITERS,
        frozenset({S.COLLECTING}),
        lambda f: f.is_past_deadline,
        main=True,
    ),
    Step(
        "signing.invite",
        _l("Invite signatories"),
        WRITERS,
        frozenset({S.COLLECTING}),
        lambda f: not f.is_petition and not f.is_past_deadline,
        main=True,
    ),
    Step("signing.supporters", _l("Who signed the petition"), EVERYONE, SIGNED, lambda f: f.is_petition, main=True),
    Step(
        "dispatch.confirm",
        _l("Confirm the dispatch"),
        SENDERS,
        frozenset({S.CLOSED}),
        lambda f: not f.is_lodged,
        main=True,
    ),
    Step(
        "dispatch.confirm_sheet",
        _l("Confirm the lodging sheet"),
        SENDERS,
        GATHERED,
        lambda f: f.is_lodged and f.stage == Stage.CLOSED,
        main=True,
    ),
    Step(
        "dispatch.record_lodging",
        _l("Record the lodging"),
        PREPARERS,
        GATHERED,
        lambda f: f.stage == Stage.READY,
        main=True,
    ),
    Step(
        "dispatch.record_publication",
        _l("Record the publication"),
        PREPARERS,
        AFTER,
        lambda f: f.stage == Stage.LODGED,
        main=True,
    ),
    Step("dispatch.compare", _l("Compare the published list"), PREPARERS, AFTER, lambda f: f.must_choose, main=True),
    Step("dispatch.close", _l("Close the late names"), WRITERS, LATE, lambda f: f.has_late_names, main=True),
    Step("dispatch.log", _l("Dispatch and replies"), EVERYONE, AFTER, lambda f: not f.is_lodged, main=True),
    Step(
        "dispatch.lodging",
        _l("Lodging and publication"),
        EVERYONE,
        GATHERED | AFTER,
        lambda f: f.is_lodged and f.stage != Stage.NONE,
    ),
    Step("drafting.needs", _l("Needed approvals"), EVERYONE, UNDER_WAY),
    Step("drafting.write", _l("Change the text"), WRITERS, EDITABLE, lambda f: f.has_text),
    Step("signing.invite", _l("Invite late signatories"), WRITERS, LATE, lambda f: f.takes_late_names),
    Step("signing.extend", _l("Extend the deadline"), WRITERS, EDITABLE, lambda f: f.may_extend),
    Step("signing.invitations", _l("Invitations and signatures"), EVERYONE, SIGNED, lambda f: not f.is_petition),
    Step("signing.call", _l("Open call"), WRITERS, frozenset({S.COLLECTING, S.CLOSED}), lambda f: not f.is_petition),
    Step("signing.reminders", _l("Reminders"), EVERYONE, EDITABLE, lambda f: not f.is_petition),
    Step("signing.reminders", _l("Reminders of late names"), EVERYONE, LATE, lambda f: f.takes_late_names),
    Step("desk.signatories", _l("Signatory list"), EVERYONE, SIGNED),
    Step(
        "desk.missing_page",
        _l("What is missing"),
        EVERYONE,
        frozenset({S.COLLECTING, S.CLOSED}),
        lambda f: not f.is_petition,
    ),
    Step("dispatch.choose", _l("Choose addressees"), PREPARERS, EDITABLE, lambda f: not f.is_lodged),
    Step(
        "dispatch.close",
        _l("Close for signature"),
        WRITERS,
        frozenset({S.COLLECTING}),
        lambda f: not f.is_past_deadline,
    ),
    Step(
        "dispatch.reopen",
        _l("Reopen for signature"),
        WRITERS,
        frozenset({S.CLOSED}),
        lambda f: not f.is_past_deadline,
    ),
    Step(
        "dispatch.reopen",
        _l("Reopen the late edition"),
        WRITERS,
        LATE,
        lambda f: f.stage in {Stage.CLOSED, Stage.READY},
    ),
    Step("part_sessions.index", _l("Part-sessions"), EVERYONE, AFTER, lambda f: f.is_lodged),
    Step("campaigns.conclude", _l("Conclude the campaign"), WRITERS, frozenset({S.DISPATCHED})),
    Step("campaigns.edit", _l("Edit the plan"), WRITERS, frozenset(S)),
    Step("campaigns.withdraw", _l("Withdraw the campaign"), WRITERS, EDITABLE, danger=True),
)


def open_steps(facts: Facts) -> list[Step]:
    """The steps that this actor can take now, the main ones first."""
    return [step for step in STEPS if facts.state in step.states and facts.roles & step.roles and step.fits(facts)]
