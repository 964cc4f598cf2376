"""The line below the name is never invented: its bearer wishes, organisers take exactly that or say why not."""

import pytest

from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.signing.correcting import queries, wishing
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.errors import AlreadyAsked, NameUnusable, NoCorrection
from petitions.signing.queries import in_force
from tests.factories import a_user, acting
from tests.signing.after.acts import dispute, in_state, last_mail, leaves, signed, statement, wish
from tests.signing.appeal import Appeal, give
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, withdraw

LINE = "Member of the European Parliament, Chair of the Subcommittee on Tests"


@pytest.fixture
def wished(desk: Desk):
    invitation, signature = signed(desk, surname="Testė")
    return invitation, signature, wish(invitation, LINE)


def test_a_wish_changes_nothing_and_organisers_are_told(desk: Desk, wished) -> None:
    _invitation, signature, row = wished
    assert (signature.capacity, row.stands, row.wished) == (row.stands, "Member of the European Parliament", LINE)
    assert (actions()[-1], leaves()) == ("capacity_wish:make", ["consent"])
    for user in (desk.author, desk.colleague):
        assert "asks for another line below the name" in last_mail(user.email)


def test_taken_it_is_printed_word_for_word_with_a_leaf_and_a_mail(desk: Desk, wished) -> None:
    invitation, signature, row = wished
    with transaction():
        correction = wishing.take(desk.actor, row)
    assert (signature.capacity, correction.capacity_before, correction.wish_id) == (LINE, row.stands, row.id)
    assert (row.state, row.decided_by) == ("taken", desk.author.name)
    assert statement("correct")["capacity"] == LINE
    assert LINE in last_mail(address_of(invitation.person))
    assert actions()[-2:] == ["capacity_wish:take", "signature:correct"]
    assert signature.body == "european_parliament"


def test_declined_it_stays_and_its_bearer_reads_why(desk: Desk, wished) -> None:
    invitation, signature, row = wished
    with transaction():
        wishing.decline(desk.actor, row, "The letter prints no committees.")
    assert (signature.capacity, row.state, count(Correction)) == (row.stands, "declined", 0)
    assert "The letter prints no committees." in last_mail(address_of(invitation.person))
    assert wish(invitation, "Member of the European Parliament (Lithuania)").state == "open"


def test_a_decline_needs_a_reason_and_a_decision_is_made_once(desk: Desk, wished) -> None:
    _invitation, _signature, row = wished
    with pytest.raises(DomainError, match="Say why"), transaction():
        wishing.decline(desk.actor, row, " ")
    with transaction():
        wishing.take(desk.actor, row)
    with pytest.raises(InvalidTransition), transaction():
        wishing.decline(desk.actor, row, "Too late")
    assert db.session.get_one(CapacityWish, row.id).state == "taken"


def test_one_wish_waits_at_a_time(desk: Desk, wished) -> None:
    invitation, _signature, _row = wished
    with pytest.raises(AlreadyAsked):
        wish(invitation, "Another line")
    assert count(CapacityWish) == 1


@pytest.mark.parametrize("line", ["", "Member of the European Parliament", "12", "x" * 201, "Chair \u202eof"])
def test_a_line_that_can_not_be_printed_or_stands_already_is_no_wish(desk: Desk, line: str) -> None:
    invitation, _signature = signed(desk, surname="Testė")
    with pytest.raises(NameUnusable):
        wish(invitation, line)


def test_a_reviewer_decides_nothing(desk: Desk, wished) -> None:
    _invitation, _signature, row = wished
    reviewer = acting(a_user(desk.campaign.organisation, "reviewer"))
    with pytest.raises(NotAllowed), transaction():
        wishing.take(reviewer, row)


def test_nothing_is_taken_under_a_signature_that_is_gone_or_a_text_that_has_left(desk: Desk, wished) -> None:
    invitation, _signature, row = wished
    in_state(desk, "dispatched")
    with pytest.raises(NoCorrection), transaction():
        wishing.take(desk.actor, row)
    in_state(desk, "collecting")
    withdraw(invitation)
    with pytest.raises(InvalidTransition, match="not in force"), transaction():
        wishing.take(desk.actor, row)
    assert db.session.get_one(CapacityWish, row.id).state == "open"
    assert queries.open_wishes(desk.actor.organisation_id) == []


def test_a_wish_under_a_disputed_signature_waits_for_the_dispute(desk: Desk, wished) -> None:
    invitation, _signature, _row = wished
    assert len(queries.open_wishes(desk.actor.organisation_id)) == 1
    dispute(invitation)
    assert queries.open_wishes(desk.actor.organisation_id) == []


def test_what_was_agreed_stands_on_the_next_version_too_unless_the_file_says_something_else(desk: Desk, wished) -> None:
    invitation, _signature, row = wished
    with transaction():
        wishing.take(desk.actor, row)
    desk.mend()
    sign(invitation, ask(invitation))
    assert [one.capacity for one in in_force(desk.campaign)] == [LINE]
    assert queries.agreed_line(invitation, "Member of another parliament") == "Member of another parliament"


def test_an_organisation_wishes_the_line_that_says_through_whom_it_signs(app) -> None:
    appeal = Appeal()
    invitation = appeal.ask(appeal.speaker(appeal.organisation()))
    signature = give(invitation)
    row = wish(invitation, "represented by Ona B. Testė, Director")
    with transaction():
        wishing.take(appeal.actor, row)
    assert (signature.name, signature.capacity) == ("Example Initiative", "represented by Ona B. Testė, Director")
