"""Hundreds are asked at once, in few statements, each once, and a refusal of one holds nobody else up."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.errors import NotFound
from petitions.outbox.models import Message
from petitions.people.models import Person
from petitions.signing import service as signing
from petitions.signing.batches import service
from petitions.signing.batches.judging import by_reason
from petitions.signing.batches.models import InvitationBatch
from petitions.signing.batches.plan_queries import Choice, plan
from petitions.signing.errors import NotOpen
from petitions.signing.models import Invitation
from tests import factories
from tests.signing.batches.crowd import a_parliament, of_blocs
from tests.signing.scene import Desk, actions, address_of, count, signatory
from tests.support.at_once import at_once
from tests.support.cost import counted
from tests.support.mailbox import mails_to

LITHUANIA = Choice("en", country="LT")


def sent(desk: Desk, choice: Choice = LITHUANIA, batch_id=None) -> InvitationBatch:
    """Everything that a batch does, from the plan to the last portion."""
    ids = [one.id for one in plan(desk.actor, desk.campaign, choice, batch_id).to_ask]
    with transaction():
        batch = service.begin(desk.actor, desk.campaign, choice, batch_id or uuid4())
    for start in range(0, len(ids), service.AT_ONCE):
        with transaction():
            service.ask_some(desk.actor, batch, ids[start : start + service.AT_ONCE])
    return batch


def asked(desk: Desk) -> set[object]:
    query = select(Invitation.person_id).where(Invitation.campaign_id == desk.campaign.id)
    return set(db.session.scalars(query))


def test_five_hundred_are_asked_in_few_statements_a_hundred_each_with_mail_and_event(desk: Desk) -> None:
    members = a_parliament(500)
    with counted() as seen:
        batch = sent(desk)
    assert len(seen) <= 5 * 30 + 25
    assert asked(desk) == {member.id for member in members}
    assert batch.asked_count == count(Message) == 500
    events = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "invitation:queue")
    assert db.session.scalar(events) == 500
    assert len(mails_to(address_of(members[499]))) == 1


def test_a_hundred_cost_as_many_statements_as_ten(desk: Desk) -> None:
    def cost(size: int) -> Counter[str]:
        ids = [member.id for member in a_parliament(size)]
        with transaction():
            batch = service.begin(desk.actor, desk.campaign, LITHUANIA, uuid4())
        with counted() as seen, transaction():
            service.ask_some(desk.actor, batch, ids)
        return Counter(" ".join(statement.split()[:4]) for statement in seen)

    assert cost(10) == cost(100)


def test_a_batch_says_who_asked_of_what_in_which_language_and_how_many(desk: Desk) -> None:
    of_blocs((3, "lt", "S&D", "M"))
    batch = sent(desk, Choice("fr", country="LT", group="S&D", committee="AFET", fully=True))
    assert (batch.by_label, batch.by_id) == ("Ada Organiser", desk.author.id)
    assert (batch.country, batch.group_code, batch.committee, batch.without_substitutes) == ("LT", "S&D", "AFET", True)
    assert (batch.chosen_by, batch.language, batch.asked_count) == ("rosters", "fr", 3)
    assert {one.language for one in db.session.scalars(select(Invitation))} == {"fr"}
    assert {one.batch_id for one in db.session.scalars(select(Invitation))} == {batch.id}
    assert actions() == ["roster:import", "invitation_batch:begin", *["invitation:queue"] * 3]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice("en", country="LT"), 3),
        (Choice("en", group="S&D"), 3),
        (Choice("en", committee="AFET"), 5),
        (Choice("en", committee="AFET", fully=True), 4),
        (Choice("en", country="PL", group="S&D", committee="AFET"), 2),
        (Choice("en", country="PL", group="Renew"), 0),
        (Choice("en", committee="LIBE"), 0),
    ],
)
def test_whoever_fits_all_that_is_chosen_is_meant(desk: Desk, choice: Choice, found: int) -> None:
    of_blocs((2, "lt", "Renew", "M"), (1, "lt", "S&D", "S"), (2, "pl", "S&D", "C"))
    assert len(plan(desk.actor, desk.campaign, choice).to_ask) == found


def test_who_cannot_be_asked_is_told_by_why_not_and_holds_nobody_up(desk: Desk) -> None:
    mute, gone, *others = a_parliament(5)
    factories.changed(mute.addresses[0], superseded_at=now())
    factories.changed(gone.mandates[0], until=today() - timedelta(days=2))
    found = plan(desk.actor, desk.campaign, LITHUANIA)
    told = {reason: [one.id for one in judged] for reason, judged in by_reason(found.judged).items()}
    assert told == {"no address registered": [mute.id], "no mandate in force to sign this by": [gone.id]}
    sent(desk)
    assert asked(desk) == {other.id for other in others}


def test_who_changed_after_the_look_is_left_out_and_all_others_are_asked(desk: Desk) -> None:
    members = a_parliament(4)
    with transaction():
        batch = service.begin(desk.actor, desk.campaign, LITHUANIA, uuid4())
    factories.changed(members[1].addresses[0], superseded_at=now())
    with transaction():
        (left_out,) = service.ask_some(desk.actor, batch, [member.id for member in members])
    assert (left_out.id, left_out.why_not) == (members[1].id, "no address registered")
    assert (len(asked(desk)), batch.asked_count) == (3, 3)


def test_who_was_asked_before_keeps_that_invitation(desk: Desk) -> None:
    members = a_parliament(3)
    before = factories.an_invitation(desk.campaign, members[0])[0]
    found = plan(desk.actor, desk.campaign, LITHUANIA)
    assert [one.before.id for one in found.asked_before] == [before.id]
    assert sent(desk).asked_count == 2
    assert mails_to(address_of(members[0])) == []


@pytest.mark.parametrize("state", ["declined", "stopped", "bounced"])
def test_who_declined_or_whose_invitation_was_ended_is_asked_by_no_batch(desk: Desk, state: str) -> None:
    (member,) = a_parliament(1)
    invitation = factories.an_invitation(desk.campaign, member)[0]
    with transaction():
        if state == "declined":
            signing.decline(signatory(invitation), invitation)
    if state != "declined":
        factories.changed(invitation, state=state)
    assert sent(desk).asked_count == 0


def test_a_batch_repeated_or_gone_on_with_asks_nobody_twice(desk: Desk) -> None:
    members = a_parliament(5)
    again = uuid4()
    with transaction():
        broken_off = service.begin(desk.actor, desk.campaign, LITHUANIA, again)
        service.ask_some(desk.actor, broken_off, [member.id for member in members[:2]])
    seal = plan(desk.actor, desk.campaign, LITHUANIA, again).seal
    batch = sent(desk, batch_id=again)
    assert (batch.id, batch.asked_count) == (again, 5)
    assert plan(desk.actor, desk.campaign, LITHUANIA, again).seal == seal
    assert sent(desk, batch_id=again).asked_count == 5
    assert sent(desk).asked_count == 0
    assert count(Message) == count(Invitation) == 5


def test_two_who_send_the_same_batch_at_the_same_moment_ask_each_once(app: Flask, desk: Desk) -> None:
    ids = [member.id for member in a_parliament(20)]
    key, campaign_id, actor = uuid4(), desk.campaign.id, desk.actor

    def send() -> int:
        with transaction():
            campaign = db.session.get_one(Campaign, campaign_id)
            batch = service.begin(actor, campaign, LITHUANIA, key)
        with transaction():
            service.ask_some(actor, batch, ids)
            return batch.asked_count

    assert at_once(app, send, send, send) == [20, 20, 20]
    assert count(Invitation) == count(Message) == 20
    assert count(InvitationBatch) == 1


def test_persons_who_were_merged_are_asked_once_as_the_one_that_is_kept(desk: Desk) -> None:
    kept, merged = (
        factories.changed(factories.a_member(surname=name), organisation_id=desk.actor.organisation_id)
        for name in ("Testė", "Testienė")
    )
    factories.a_merge(desk.author, kept, merged)
    with transaction():
        batch = service.begin(desk.actor, desk.campaign, LITHUANIA, uuid4())
        service.ask_some(desk.actor, batch, [kept.id, merged.id])
    assert asked(desk) == {kept.id}
    assert plan(desk.actor, desk.campaign, LITHUANIA).to_ask == []


def test_nobody_is_asked_while_the_text_is_not_open(app: Flask) -> None:
    desk = Desk("review")
    with pytest.raises(NotOpen), transaction():
        service.begin(desk.actor, desk.campaign, LITHUANIA, uuid4())
    assert count(InvitationBatch) == 0


def test_a_batch_that_is_under_way_stops_where_signing_pauses(desk: Desk) -> None:
    members = a_parliament(2)
    with transaction():
        batch = service.begin(desk.actor, desk.campaign, LITHUANIA, uuid4())
    factories.changed(desk.campaign, state="review")
    with pytest.raises(NotOpen), transaction():
        service.ask_some(desk.actor, batch, [member.id for member in members])
    assert count(Message) == 0


def test_the_id_of_another_campaigns_batch_is_not_taken(desk: Desk) -> None:
    batch, other = sent(desk), Desk()
    with pytest.raises(NotFound), transaction():
        service.begin(other.actor, other.campaign, LITHUANIA, batch.id)


@pytest.mark.parametrize(
    "wrong", [{"asked_count": -1}, {"line_count": 1}, {"chosen_by": "list"}, {"country": "", "chosen_by": "rosters"}]
)
def test_the_database_keeps_no_batch_that_says_not_of_what(desk: Desk, wrong: dict[str, object]) -> None:
    batch = sent(desk)
    with pytest.raises(IntegrityError):
        factories.changed(batch, **wrong)


def test_only_members_of_the_bodies_that_may_sign_are_meant(desk: Desk) -> None:
    (member,) = a_parliament(1)
    factories.changed(member.mandates[0], body="pace")
    assert plan(desk.actor, desk.campaign, LITHUANIA).judged == []
    assert db.session.scalars(select(Person)).one().id == member.id
