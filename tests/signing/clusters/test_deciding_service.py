"""Organisers decide on what waits, several clusters at once, and undo it; whoever signed can still speak for it."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, NotFound
from petitions.dispatch import queries as dispatch
from petitions.ledger.models import Leaf
from petitions.signing import queries as signing
from petitions.signing import service
from petitions.signing.clusters import deciding, queries
from petitions.signing.clusters.deciding import Seen
from petitions.signing.clusters.models import Cluster, ClusterDecision, ClusteredSignature
from petitions.signing.clusters.states import ClusterState
from petitions.signing.disputing import concluding
from petitions.signing.disputing import service as disputing
from petitions.signing.disputing.models import Dispute
from petitions.signing.disputing.service import Said
from petitions.signing.errors import NotOpen
from petitions.signing.models import Signature
from petitions.signing.rules import Held
from petitions.signing.supporters import asking
from tests.factories import a_campaign, a_case, a_next_version, a_user, acting, an_organisation, changed
from tests.signing.clusters.crowd import (
    DOMAIN,
    NETWORK,
    carry,
    crowd,
    decide,
    leaves,
    look,
    place,
    public_number,
    states,
    stored,
    waiting,
    work,
)
from tests.signing.scene import count
from tests.signing.supporters.petition import Petition
from tests.support.at_once import at_once
from tests.support.mailbox import code_for, mails_to

WAITS, COUNTED, ASIDE = ClusterState.WAITING, ClusterState.COUNTED, ClusterState.SET_ASIDE
STANDS = {WAITS: {("set_aside", "waits")}, COUNTED: {("confirmed", "")}, ASIDE: {("set_aside", "set_aside")}}


@pytest.mark.parametrize(("after", "number"), [(COUNTED, 22), (ASIDE, 2)])
def test_a_decision_moves_all_of_them_and_can_be_undone(petition, many, cluster, after, number) -> None:
    assert decide(petition.author, petition.campaign, after, cluster) == 20
    place()
    assert (states(many), public_number(petition.campaign)) == (STANDS[after], number)
    assert waiting(petition.campaign) == []
    decide(petition.colleague, petition.campaign, WAITS, cluster, note="Looked at them again.")
    place()
    assert (states(many), public_number(petition.campaign)) == (STANDS[WAITS], 2)
    decided = stored(Cluster, cluster.id).decisions
    assert [(one.after, one.by_label) for one in decided] == [(after, "Ada Organiser"), (WAITS, "Bo Colleague")]


def test_several_clusters_are_decided_at_once(petition: Petition, many) -> None:
    more = crowd(petition.campaign, 30, network=NETWORK)
    work()
    assert decide(petition.author, petition.campaign, COUNTED, *waiting(petition.campaign)) == 50
    assert states([*many, *more]) == STANDS[COUNTED]


def test_what_was_found_to_be_people_is_not_asked_again(petition: Petition, many, cluster) -> None:
    decide(petition.author, petition.campaign, COUNTED, cluster)
    work()
    late = crowd(petition.campaign, 19, domain=DOMAIN)
    work()
    assert waiting(petition.campaign) == []
    crowd(petition.campaign, 1, domain=DOMAIN)
    work()
    (again,) = waiting(petition.campaign)
    assert (again.size, states(many), states(late)) == (20, STANDS[COUNTED], STANDS[WAITS])


def test_what_was_set_aside_is_not_asked_again_and_whoever_follows_waits(petition: Petition, many, cluster) -> None:
    decide(petition.author, petition.campaign, ASIDE, cluster)
    work()
    late = crowd(petition.campaign, 1, domain=DOMAIN)
    work()
    (again,) = waiting(petition.campaign)
    assert (again.size, states(many), states(late)) == (1, STANDS[ASIDE], STANDS[WAITS])


def test_a_decision_holds_for_those_who_were_seen(petition: Petition, many, cluster) -> None:
    late = crowd(petition.campaign, 3, domain=DOMAIN)
    work()
    with transaction():
        chosen = [Seen(cluster.id, 20)]
        assert deciding.decide(acting(petition.author), petition.campaign, chosen, COUNTED) == 20
    work()
    assert (states(many), states(late)) == (STANDS[COUNTED], STANDS[WAITS])
    (rest,) = waiting(petition.campaign)
    assert (rest.size, queries.counts([rest])[rest.id]) == (3, 3)
    more = crowd(petition.campaign, 1, domain=DOMAIN)
    decide(petition.author, petition.campaign, ASIDE, rest)
    work()
    assert (states(late), states(more)) == (STANDS[ASIDE], STANDS[COUNTED])


def test_a_decision_on_nothing_that_was_seen_is_refused(petition: Petition, cluster) -> None:
    with pytest.raises(DomainError, match="not of these signatures"), transaction():
        deciding.decide(acting(petition.author), petition.campaign, [Seen(cluster.id, 0)], COUNTED)


def test_sent_twice_it_is_decided_once(petition: Petition, many, cluster) -> None:
    decide(petition.author, petition.campaign, COUNTED, cluster)
    assert decide(petition.author, petition.campaign, COUNTED, cluster) == 0
    assert (count(ClusterDecision), leaves("restore")) == (1, 20)


def test_who_comes_second_with_another_decision_is_told(petition: Petition, many, cluster) -> None:
    decide(petition.author, petition.campaign, COUNTED, cluster)
    with pytest.raises(InvalidTransition, match="Somebody decided"):
        decide(petition.colleague, petition.campaign, ASIDE, cluster)
    assert states(many) == STANDS[COUNTED]


@pytest.mark.parametrize("role", ["owner", "drafter", "dispatcher"])
def test_those_decide_who_decide_on_disputes(petition: Petition, many, cluster, role: str) -> None:
    decide(a_user(petition.campaign.organisation, role), petition.campaign, ASIDE, cluster)
    assert states(many) == STANDS[ASIDE]


def test_a_reviewer_does_not(petition: Petition, many, cluster) -> None:
    with pytest.raises(NotAllowed):
        decide(a_user(petition.campaign.organisation, "reviewer"), petition.campaign, ASIDE, cluster)
    assert states(many) == STANDS[WAITS]


def test_a_cluster_is_decided_under_its_own_campaign_only(petition: Petition, cluster) -> None:
    other = a_campaign(a_case(an_organisation()), "collecting", author=petition.author, approver=petition.colleague)
    with pytest.raises(NotFound):
        decide(petition.author, other, COUNTED, cluster)


def test_each_decision_stands_in_the_history_with_its_note(petition: Petition, cluster) -> None:
    decide(petition.author, petition.campaign, ASIDE, cluster, note=" One hand. ")
    decide(petition.author, petition.campaign, WAITS, cluster)
    query = select(AuditEvent).where(AuditEvent.action.startswith("cluster:")).order_by(AuditEvent.at)
    found = [(one.action, one.actor_label, one.details) for one in db.session.scalars(query)]
    assert found == [
        ("cluster:find", "Undersigned", {}),
        ("cluster:set_aside", "Ada Organiser", {"signatures": 20, "reason": "One hand."}),
        ("cluster:undo", "Ada Organiser", {"signatures": 20}),
    ]


def test_the_preview_says_what_the_public_number_becomes(petition: Petition, many, cluster) -> None:
    campaign = petition.campaign
    now = public_number(campaign)
    found = [queries.effect(campaign, [cluster], after, now) for after in (COUNTED, ASIDE)]
    assert [(one.count, one.before, one.after) for one in found] == [(20, 2, 22), (20, 2, 2)]
    decide(petition.author, campaign, COUNTED, cluster)
    place()
    undone = queries.effect(campaign, [stored(Cluster, cluster.id)], WAITS, public_number(campaign))
    assert (undone.count, undone.before, undone.after) == (20, 22, 2)


def test_the_names_shown_are_spread_over_the_cluster(petition: Petition, cluster) -> None:
    names = queries.names(cluster, 4)
    assert names == [f"Vera Crowd {number}" for number in (1, 6, 11, 16)]


def test_a_list_is_not_closed_over_what_waits(petition: Petition, cluster) -> None:
    says = "20 signatures wait for a look. Decide whether they count."
    assert says in dispatch.unmet_for_closing(petition.campaign)
    decide(petition.author, petition.campaign, ASIDE, cluster)
    assert says not in dispatch.unmet_for_closing(petition.campaign)


def test_nothing_is_decided_on_a_closed_list(petition: Petition, many, cluster) -> None:
    changed(petition.campaign, state="closed")
    with pytest.raises(NotOpen, match="Reopen"):
        decide(petition.author, petition.campaign, COUNTED, cluster)


def test_a_large_decision_is_carried_out_in_portions(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding.carrying, "AT_ONCE", 8)
    many = crowd(petition.campaign, 21, domain=DOMAIN)
    work()
    (cluster,) = waiting(petition.campaign)
    decide(petition.author, petition.campaign, COUNTED, cluster)
    assert (leaves("restore"), stored(Cluster, cluster.id).is_moving) == (8, True)
    assert [carry(8), carry(8), carry(8)] == [8, 5, 0]
    assert (states(many), stored(Cluster, cluster.id).is_moving) == (STANDS[COUNTED], False)


def test_undone_half_way_only_those_go_back_who_had_moved(petition: Petition, monkeypatch) -> None:
    monkeypatch.setattr(deciding.carrying, "AT_ONCE", 8)
    many = crowd(petition.campaign, 21, domain=DOMAIN)
    work()
    (cluster,) = waiting(petition.campaign)
    decide(petition.author, petition.campaign, COUNTED, cluster)
    decide(petition.author, petition.campaign, WAITS, cluster)
    work()
    assert (states(many), leaves("restore"), leaves("set_aside")) == (STANDS[WAITS], 8, 29)


def test_to_its_bearer_it_is_signed_all_the_same(petition: Petition, many, cluster) -> None:
    for after in (WAITS, ASIDE):
        if after != WAITS:
            decide(petition.author, petition.campaign, after, cluster)
        signature = stored(Signature, many[0])
        assert signing.held(signature.invitation) == (Held.IN_FORCE, signature)


@pytest.mark.parametrize("after", [WAITS, ASIDE, COUNTED])
def test_it_can_be_taken_back_at_any_time(petition: Petition, many, cluster, after: ClusterState) -> None:
    if after != WAITS:
        decide(petition.author, petition.campaign, after, cluster)
    withdraw(many[0])
    work()
    number = public_number(petition.campaign)
    assert (states(many[:1]), states(many[1:])) == ({("withdrawn", "")}, STANDS[after])
    assert number == signing.count_in_force(petition.campaign) == (21 if after == COUNTED else 2)
    if after != WAITS:
        decide(petition.author, petition.campaign, WAITS, cluster)
    decide(petition.author, petition.campaign, COUNTED, cluster)
    place()
    assert states(many[:1]) == {("withdrawn", "")}
    assert public_number(petition.campaign) == 21


def test_it_can_be_denied_while_it_waits_and_then_two_have_to_restore_it(petition: Petition, many, cluster) -> None:
    row = dispute(many[0])
    assert (states(many[:1]), leaves("set_aside")) == ({("set_aside", "")}, 20)
    decide(petition.author, petition.campaign, COUNTED, cluster)
    place()
    assert (states(many[:1]), public_number(petition.campaign)) == ({("set_aside", "")}, 21)
    with transaction():
        concluding.propose(acting(petition.author), row, "It is hers.")
    with transaction():
        concluding.agree(acting(petition.colleague), row)
    work()
    assert (states(many[:1]), public_number(petition.campaign)) == ({("confirmed", "")}, 22)
    assert waiting(petition.campaign) == []


def test_whoever_waited_while_the_text_changed_is_asked_again_once_counted(petition: Petition, many, cluster) -> None:
    version = a_next_version(petition.campaign, "Dear Minister,\n\nOther words.\n", petition.author, petition.colleague)
    with transaction():
        service.open_for_signature(acting(petition.author), petition.campaign, version)
    address = stored(Signature, many[0]).invitation.supporter.email
    assert [mail["Subject"] for mail in mails_to(address)] == ["You have signed: Let her stay"]
    assert decide(petition.author, petition.campaign, COUNTED, cluster) == 20
    work()
    assert [mail["Subject"].partition(":")[0] for mail in mails_to(address)][1:] == ["The text has changed"]
    assert stored(Signature, many[0]).invitation.state == "queued"
    assert public_number(petition.campaign) == 0


def test_two_who_decide_at_once_leave_one_decision(petition: Petition, app: Flask, many, cluster) -> None:
    author, colleague, campaign = petition.author, petition.colleague, petition.campaign
    given = at_once(
        app,
        lambda: decide(author, campaign, COUNTED, cluster),
        lambda: decide(colleague, campaign, ASIDE, cluster),
    )
    assert sorted(type(one).__name__ for one in given) == ["InvalidTransition", "int"]
    work()
    after = ClusterState(stored(Cluster, cluster.id).state)
    assert states(many) == STANDS[after]
    assert count(ClusterDecision) == 1


@pytest.mark.parametrize("round_", range(3))
def test_a_decision_a_withdrawal_and_newcomers_at_once_leave_a_legal_state(
    petition: Petition, app: Flask, many, cluster, round_: int
) -> None:
    campaign = petition.campaign
    digits = asked_to_withdraw(many[0])
    late = crowd(campaign, 4, domain=DOMAIN)
    place()
    given = at_once(
        app,
        lambda: decide(petition.author, campaign, COUNTED, cluster),
        lambda: withdraw(many[0], digits),
        look,
        carry,
        place,
    )
    assert [one for one in given if isinstance(one, Exception)] == []
    work()
    assert (states(many[:1]), states(many[1:])) == ({("withdrawn", "")}, STANDS[COUNTED])
    (after,) = states(late)
    assert after in STANDS[WAITS] | STANDS[COUNTED]
    assert public_number(campaign) == signing.count_in_force(campaign)
    assert count(ClusteredSignature) in {20, 24}
    assert db.session.scalars(select(Leaf).where(Leaf.position.is_(None))).all() == []


def test_denying_and_deciding_at_once_leave_a_legal_state(petition: Petition, app: Flask, many, cluster) -> None:
    at_once(app, lambda: decide(petition.author, petition.campaign, ASIDE, cluster), lambda: dispute(many[0]))
    work()
    assert (states(many[:1]), states(many[1:])) == ({("set_aside", "")}, STANDS[ASIDE])
    assert count(Dispute) == 1
    assert public_number(petition.campaign) == 2


def asked_to_withdraw(signature_id) -> str:
    invitation = stored(Signature, signature_id).invitation
    with transaction():
        service.request_code_to_withdraw(asking.actor(invitation.supporter), invitation, "phone")
    return code_for(invitation.supporter.email)


def withdraw(signature_id, digits: str = "") -> bool:
    digits = digits or asked_to_withdraw(signature_id)
    invitation = stored(Signature, signature_id).invitation
    with transaction():
        return service.withdraw(asking.actor(invitation.supporter), invitation, digits=digits, browser="phone")


def dispute(signature_id) -> Dispute:
    invitation = stored(Signature, signature_id).invitation
    with transaction():
        return disputing.dispute(asking.actor(invitation.supporter), invitation, Said("Not me.", by_receipt=True))
