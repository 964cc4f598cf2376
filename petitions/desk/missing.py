"""What a campaign lacks to be complete, by delegation and group, and who of the invited could bring it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask import url_for

from petitions.campaigns import words
from petitions.campaigns.capacities import in_words
from petitions.campaigns.gaps import Answer, Asked, Gaps, Share, gaps
from petitions.campaigns.instruments import Instrument, load
from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import Condition, Signatory, Tally, by_capacity, tallies
from petitions.core.clock import today
from petitions.dispatch.standing import on_paper
from petitions.people import queries as people
from petitions.people.bodies import bodies, country_name
from petitions.people.told import Mandates
from petitions.signing import queries as signing
from petitions.signing.entitlement import mandates_of, would_count_as
from petitions.signing.models import Invitation
from petitions.signing.rules import Held
from petitions.signing.states import InvitationState

OUT = frozenset({InvitationState.DECLINED, InvitationState.STOPPED})


@dataclass(frozen=True)
class Row:
    """One delegation or group in words, with the counts of its people."""

    code: str
    label: str
    share: Share


@dataclass(frozen=True)
class Bringer:
    """Somebody invited who has not answered, what the signature would bring, and who vouches for a mandate by hand."""

    href: str
    name: str
    country: str
    group: str
    brings: Sequence[str]
    by_hand: str


@dataclass(frozen=True)
class Missing:
    """Everything that the page shows. Only those who sit in bodies are told apart by delegation and group."""

    tallies: Sequence[Tally]
    signed: str
    was_asked: bool
    of_bodies: bool
    delegations: Sequence[Row]
    groups: Sequence[Row]
    bringers: Sequence[Bringer]
    out_of_reach: Sequence[str]
    new_delegations: Sequence[tuple[str, str]]
    new_groups: Sequence[tuple[str, str]]


def missing(campaign: Campaign) -> Missing:
    """What is missing today, counted as the gate before closing counts it."""
    rules = load(campaign.instrument)
    persons = signing.one_each(campaign, signing.invitations(campaign))
    invited: dict[Hashable, Invitation] = {invitation.id: invitation for invitation in persons}
    asked = _asked(rules, persons)
    found = gaps(rules, asked, today())
    signed = [one.signatory for one in asked if one.answer == Answer.SIGNED]
    return Missing(
        tallies=tallies(rules, signed, today()),
        signed=in_words(by_capacity(signed)) if signed else "",
        was_asked=bool(persons),
        of_bodies=bool(rules.bodies & bodies().keys()),
        delegations=[Row(share.code, country_name(share.code), share) for share in found.delegations],
        groups=[Row(share.code, share.code, share) for share in found.groups],
        bringers=_bringers([(invited[one.ref], one.signatory, conditions) for one, conditions in found.brings]),
        out_of_reach=[words.sentence(unmet) for unmet in found.out_of_reach],
        new_delegations=_new(found, Condition.DELEGATIONS, _states(rules), {share.code for share in found.delegations}),
        new_groups=_new(found, Condition.GROUPS, _groups(rules), {share.code for share in found.groups}),
    )


def _asked(rules: Instrument, invitations: Sequence[Invitation]) -> list[Asked]:
    """Who was asked as the rules look at one: as of signing where there is a signature, else as is known today."""
    signed = [signature for held, signature in map(signing.held, invitations) if held == Held.IN_FORCE and signature]
    done = {signature.invitation_id for signature in signed}
    counted = on_paper(rules, signed)
    ended = {signature.id for signature in signing.lapsed(counted)}
    waiting = would_count_as([one for one in invitations if one.id not in done and not _is_disputed(one)])
    return [
        *(Asked(s.invitation_id, signing.as_signatory(s), Answer.SIGNED) for s in counted if s.id not in ended),
        *(
            Asked(one.id, waiting[one.id], Answer.DECLINED if one.state in OUT else Answer.WAITING)
            for one in invitations
            if one.id in waiting
        ),
    ]


def _is_disputed(invitation: Invitation) -> bool:
    """Whether organisers have to decide first whose signature stands there, before anybody can be asked for one."""
    return signing.held(invitation)[0] == Held.SET_ASIDE


def _bringers(found: Sequence[tuple[Invitation, Signatory, Sequence[Condition]]]) -> list[Bringer]:
    mandates = mandates_of([invitation for invitation, _one, _conditions in found])
    return [_bringer(*row, mandates) for row in found]


def _bringer(invitation: Invitation, one: Signatory, conditions: Sequence[Condition], mandates: Mandates) -> Bringer:
    asked = invitation.registered
    country = asked.country if asked else one.delegation
    mandate = None if asked else mandates.at(invitation.person, today(), {one.body}).certain
    return Bringer(
        href=_page_of(invitation),
        name=invitation.signatory,
        country=country_name(country) if country else "",
        group=one.group,
        brings=[words.brought(condition) for condition in conditions],
        by_hand=people.mandate_basis(mandate),
    )


def _page_of(invitation: Invitation) -> str:
    """Where the organiser reads about who was asked."""
    if invitation.registered_id is not None:
        return url_for("organisations.show", registered_id=invitation.registered_id)
    return url_for("desk.person", person_id=invitation.person_id)


def _states(rules: Instrument) -> list[tuple[str, str]]:
    states = {state for body in rules.bodies & bodies().keys() for state in bodies()[body].states}
    return sorted(((code, country_name(code)) for code in states), key=lambda pair: pair[1])


def _groups(rules: Instrument) -> list[tuple[str, str]]:
    return [
        (group.code, group.label)
        for body in sorted(rules.bodies & bodies().keys())
        for group in bodies()[body].groups
        if group.existed(today()) and not group.ungrouped
    ]


def _new(found: Gaps, condition: Condition, every: Sequence[tuple[str, str]], asked: set[str]) -> list[tuple[str, str]]:
    """Where to look further when those asked can't bring enough: what nobody asked belongs to."""
    if condition not in {unmet.code for unmet in found.out_of_reach}:
        return []
    return [pair for pair in every if pair[0] not in asked]
