"""Organisations are asked in batches as one is asked alone: through an authority in force, each once."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.people.organisations import representing
from petitions.people.organisations.models import Representative
from petitions.signing import service as signing
from petitions.signing.batches import organisation_list_queries as organisation_lists
from petitions.signing.batches import service
from petitions.signing.batches.judging import by_reason
from petitions.signing.batches.models import InvitationBatch
from petitions.signing.batches.plan_queries import Choice, plan
from petitions.signing.models import Invitation
from tests import factories
from tests.factories import acting
from tests.people.organisations import registered
from tests.signing.appeal import Appeal, give
from tests.signing.scene import count
from tests.support.at_once import at_once
from tests.support.cost import counted
from tests.support.mailbox import mails_to, text_of

LITHUANIA = Choice("fr", country="LT")
WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliett".split()


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that is open for signature."""
    return Appeal()


def sent(appeal: Appeal, choice: Choice = LITHUANIA, batch_id=None) -> InvitationBatch:
    """Everything that a batch does, from the plan to the last portion."""
    ids = [one.id for one in plan(appeal.actor, appeal.campaign, choice, batch_id).to_ask]
    with transaction():
        batch = service.begin(appeal.actor, appeal.campaign, choice, batch_id or uuid4())
        service.ask_some(appeal.actor, batch, ids)
    return batch


def many(appeal: Appeal, size: int) -> list[Representative]:
    """So many organisations whose names are not alike, each with somebody who may sign for it."""
    names = [f"{WORDS[n // 10 % 10]}{WORDS[n % 10]}{uuid4().hex[:6]} Watch" for n in range(size)]
    return [appeal.speaker(appeal.organisation(name)) for name in names]


def told(appeal: Appeal, text: str) -> list[tuple[str, str]]:
    """Of each line what it is, and whom it means, or why nobody."""
    lines = organisation_lists.told(appeal.actor, text)
    return [(line.means, line.whom.name if line.whom else line.note) for line in lines]


def reasons(appeal: Appeal, choice: Choice = LITHUANIA) -> dict[str, list[str]]:
    """Why who can't be asked."""
    judged = by_reason(plan(appeal.actor, appeal.campaign, choice).judged)
    return {reason: [one.label for one in each] for reason, each in judged.items()}


def test_all_of_a_country_are_asked_each_through_whoever_may_sign_for_it(appeal: Appeal) -> None:
    ours = appeal.speaker(appeal.organisation("Example Initiative"))
    other = appeal.speaker(appeal.organisation("Meridian Bridge"), "Bea Bandė")
    appeal.speaker(appeal.organisation("Elsewhere Forum", country="PL"), "Ana Pavyzdė")
    batch = sent(appeal)
    asked = db.session.scalars(select(Invitation)).all()
    assert {(one.representative_id, one.body, one.language, one.batch_id) for one in asked} == {
        (row.id, "organisation", "fr", batch.id) for row in (ours, other)
    }
    assert (batch.asked_count, batch.chosen_by, batch.country) == (2, "rosters", "LT")
    (mail,) = mails_to("bea@meridian.example")
    assert "Lantern asks Meridian Bridge to sign" in text_of(mail)


def test_who_was_asked_in_a_batch_signs_for_the_organisation_with_a_code(appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation())
    sent(appeal)
    signature = give(db.session.scalars(select(Invitation)).one())
    assert signature is not None
    assert (signature.name, signature.body) == ("Example Initiative", "organisation")


def test_thirty_cost_as_many_statements_as_ten(appeal: Appeal) -> None:
    def cost(size: int) -> Counter[str]:
        ids = [row.id for row in many(appeal, size)]
        with transaction():
            batch = service.begin(appeal.actor, appeal.campaign, LITHUANIA, uuid4())
        with counted() as seen, transaction():
            service.ask_some(appeal.actor, batch, ids)
        assert batch.asked_count == size
        return Counter(" ".join(statement.split()[:4]) for statement in seen)

    sent(appeal, Choice("fr", ticked=tuple(row.id for row in many(appeal, 1))))
    assert cost(10) == cost(30)


def test_nobody_is_chosen_where_several_may_sign_and_nobody_asked_where_none_may(appeal: Appeal) -> None:
    several = appeal.organisation("Meridian Bridge")
    first, _second = appeal.speaker(several, "Ona Testė"), appeal.speaker(several, "Bea Bandė")
    appeal.organisation("Example Initiative")
    unconfirmed = appeal.organisation("Northern Light")
    registered.a_representative(appeal.actor, unconfirmed, email="who@northern.example")
    assert reasons(appeal) == {
        "nobody may sign for it today": ["Example Initiative", "Northern Light"],
        "several may sign for it: tick one of them, or list the address of one": ["Meridian Bridge"],
    }
    assert sent(appeal).asked_count == 0
    assert sent(appeal, Choice("en", ticked=(first.id,))).asked_count == 1
    assert db.session.scalars(select(Invitation)).one().representative_id == first.id


def test_an_address_that_is_not_the_organisations_own_is_told_with_who_confirmed_it(appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation(), email="ona@elsewhere.example")
    (one,) = plan(appeal.actor, appeal.campaign, LITHUANIA).to_ask
    assert one.label == (
        "Example Initiative, through Ona Testė, Director (address outside its own domains, confirmed by "
        f"{appeal.colleague.name})"
    )


def test_an_authority_that_ended_after_the_look_is_asked_no_more(appeal: Appeal) -> None:
    row, other = appeal.speaker(appeal.organisation()), appeal.speaker(appeal.organisation("Meridian Bridge"))
    with transaction():
        batch = service.begin(appeal.actor, appeal.campaign, LITHUANIA, uuid4())
    appeal.end(row)
    with transaction():
        (left_out,) = service.ask_some(appeal.actor, batch, [row.id, other.id])
    assert (left_out.id, left_out.why_not) == (row.id, "the authority to sign for it is not in force today")
    assert [one.representative_id for one in db.session.scalars(select(Invitation))] == [other.id]


def test_an_organisation_asked_before_keeps_its_invitation_whoever_was_to_sign(appeal: Appeal) -> None:
    one = appeal.organisation()
    asked, other = appeal.speaker(one), appeal.speaker(one, "Bea Bandė")
    before = appeal.ask(asked)
    ticked = Choice("en", ticked=(other.id,))
    assert [each.before for each in plan(appeal.actor, appeal.campaign, ticked).asked_before] == [before]
    with transaction():
        signing.stop(appeal.actor, before)
    assert sent(appeal, Choice("en", ticked=(asked.id,))).asked_count == 0
    assert sent(appeal, ticked).asked_count == 1


def test_coalitions_are_asked_where_they_may_sign_and_told_where_they_may_not(appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation("Open Courts", kind="coalition"))
    factories.changed(appeal.campaign, instrument="un_communication")
    assert list(reasons(appeal)) == ["not of a kind that signs this text"]
    factories.changed(appeal.campaign, instrument="ngo_appeal")
    sent(appeal)
    assert db.session.scalars(select(Invitation)).one().body == "coalition"


def test_a_batch_gone_on_with_asks_nobody_twice_and_keeps_its_seal(appeal: Appeal) -> None:
    first, *_others = many(appeal, 3)
    again = uuid4()
    with transaction():
        service.ask_some(appeal.actor, service.begin(appeal.actor, appeal.campaign, LITHUANIA, again), [first.id])
    seal = plan(appeal.actor, appeal.campaign, LITHUANIA, again).seal
    assert sent(appeal, batch_id=again).asked_count == 3
    assert plan(appeal.actor, appeal.campaign, LITHUANIA, again).seal == seal
    assert count(Invitation) == count(Message) == 3


def test_two_who_send_the_same_batch_at_once_ask_each_once(app: Flask, appeal: Appeal) -> None:
    ids = [row.id for row in many(appeal, 5)]
    key, campaign_id, actor = uuid4(), appeal.campaign.id, appeal.actor

    def send() -> int:
        with transaction():
            campaign = db.session.get_one(type(appeal.campaign), campaign_id)
            batch = service.begin(actor, campaign, LITHUANIA, key)
        with transaction():
            service.ask_some(actor, batch, ids)
            return batch.asked_count

    assert at_once(app, send, send, send) == [5, 5, 5]
    assert count(Invitation) == count(Message) == 5


@pytest.mark.parametrize(
    "typed",
    [
        "Example Initiative",
        "the EXAMPLE initiative, Lithuania",
        "– Example Initiative (EXI), LT",
        "EXI",
        "ona@example.example",
        "Somebody Else; ONA@example.example",
        "name;country\nExample Initiative;LT",
    ],
)
def test_a_line_means_an_organisation_by_name_abbreviation_or_address(appeal: Appeal, typed: str) -> None:
    appeal.speaker(appeal.organisation(abbreviation="EXI"))
    assert told(appeal, typed) == [("found", "Example Initiative")]


def test_a_name_that_is_only_alike_or_in_another_country_means_nobody(appeal: Appeal) -> None:
    appeal.organisation()
    assert told(appeal, "Example Initiativ") == [("several", "Example Initiative (LT)")]
    assert told(appeal, "Example Initiative, Poland") == [("several", "Example Initiative (LT)")]
    assert told(appeal, "Quite Another\nnobody@nowhere.example\n=A1") == [
        ("unknown", "no organisation on the register"),
        ("unknown", "no organisation on the register"),
        ("unknown", "It begins like a formula of a spreadsheet."),
    ]


@pytest.mark.parametrize("country", ["LV", "Latvia", "Lativa"])
def test_a_country_that_is_another_or_none_at_all_means_nobody(appeal: Appeal, country: str) -> None:
    appeal.organisation()
    [(means, _whom)] = told(appeal, f"name;country\nExample Initiative;{country}")
    assert means == "several"


def test_two_of_one_name_are_told_apart_by_country_or_by_what_the_register_says(appeal: Appeal) -> None:
    appeal.organisation(), appeal.organisation(country="PL", distinction="Gdynia", domains=("gdynia.example",))
    assert told(appeal, "Example Initiative") == [
        ("several", "Example Initiative (LT), Example Initiative, Gdynia (PL)")
    ]
    assert told(appeal, "Example Initiative, Poland") == [("found", "Example Initiative, Gdynia")]


def test_who_stands_there_twice_is_told_so_and_asked_once(appeal: Appeal) -> None:
    appeal.speaker(appeal.organisation())
    listed = "Example Initiative\n\nona@example.example"
    assert told(appeal, listed) == [("found", "Example Initiative"), ("repeated", "Example Initiative")]
    assert [line.note for line in organisation_lists.told(appeal.actor, listed)] == ["", "as in line 1"]
    assert sent(appeal, Choice("en", listed=listed)).asked_count == 1


def test_an_address_at_which_somebody_signs_for_two_is_not_clear(appeal: Appeal) -> None:
    one, other = appeal.organisation(), appeal.organisation("Meridian Bridge")
    row = appeal.speaker(one, email="ona@both.example")
    appeal.speaker(other, email="ona@both.example")
    assert told(appeal, "ona@both.example") == [("several", "Example Initiative (LT), Meridian Bridge (LT)")]
    with transaction():
        representing.end_authority(appeal.actor, row, today() - timedelta(days=1))
    assert told(appeal, "ona@both.example") == [("found", "Meridian Bridge")]


def test_another_organisations_register_is_unknown_and_its_ticks_are_passed_over(appeal: Appeal) -> None:
    other = Appeal()
    row = other.speaker(other.organisation("Foreign Bureau"))
    stranger = acting(factories.a_user(factories.an_organisation("Elsewhere"), "owner"))
    assert organisation_lists.told(stranger, "Foreign Bureau")[0].means == "unknown"
    assert organisation_lists.told(stranger, row.email)[0].means == "unknown"
    assert plan(stranger, appeal.campaign, Choice("en", ticked=(row.id,))).judged == []
