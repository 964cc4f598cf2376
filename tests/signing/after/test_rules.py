"""From when on a correction is printed, when a withdrawal is a request, and the steps of disputes and wishes."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from petitions.campaigns.instruments import load
from petitions.campaigns.states import CampaignState
from petitions.signing import rules as signing
from petitions.signing.correcting import rules as correcting
from petitions.signing.correcting import states as wishes
from petitions.signing.correcting.rules import Printed
from petitions.signing.correcting.states import WishState
from petitions.signing.disputing import rules as disputing
from petitions.signing.disputing import states as disputes
from petitions.signing.disputing.states import DisputeState
from petitions.signing.late.rules import may_request
from petitions.signing.rules import Held, Phase

S, D, W = CampaignState, DisputeState, WishState
MOMENT = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "phase", "printed"),
    [
        (S.COLLECTING, Phase.OPEN, Printed.THIS),
        (S.REVIEW, Phase.PAUSED, Printed.THIS),
        (S.CLOSED, Phase.CLOSED, Printed.NEXT),
        (S.DISPATCHED, Phase.OPEN, Printed.NEXT),
        (S.DISPATCHED, Phase.SENT, Printed.NONE),
        (S.CONCLUDED, Phase.SENT, Printed.NONE),
        (S.WITHDRAWN, Phase.WITHDRAWN, Printed.NONE),
    ],
)
def test_a_correction_is_printed_by_the_list_that_is_closed_next(state: str, phase: Phase, printed: Printed) -> None:
    assert correcting.printed_in(state, phase) == printed
    assert correcting.may_correct(printed, Held.IN_FORCE) == (printed != Printed.NONE)
    for held in (Held.NONE, Held.STALE, Held.SET_ASIDE):
        assert not correcting.may_correct(printed, held)


def test_a_correction_after_the_closing_belongs_to_the_next_edition() -> None:
    assert correcting.edition_of_correction(S.CLOSED, 1) == 2
    assert correcting.edition_of_correction(S.COLLECTING, 2) == 2
    assert correcting.edition_of_correction(S.DISPATCHED, 2) == 2


def test_a_correction_commits_to_what_stood_before_it() -> None:
    said = correcting.statement_of_correction(
        UUID(int=1), "a" * 64, 2, corrects="b" * 64, name="Ona Testė", capacity="Member", at=MOMENT
    )
    assert (said["type"], said["corrects"], said["edition"]) == ("correct", "b" * 64, 2)
    assert said["corrected_at"] == "2026-05-04T12:00:00.000000+00:00"


def test_setting_aside_and_restoring_commit_to_the_consent_that_they_are_about() -> None:
    aside = disputing.statement_of_setting_aside(UUID(int=1), "a" * 64, 1, "b" * 64, MOMENT)
    back = disputing.statement_of_restoring(UUID(int=1), "a" * 64, 1, "b" * 64, MOMENT)
    assert (aside["type"], aside["consent"], "set_aside_at" in aside) == ("set_aside", "b" * 64, True)
    assert (back["type"], back["consent"], "restored_at" in back) == ("restore", "b" * 64, True)


@pytest.mark.parametrize(
    ("state", "instrument", "asked"),
    [
        (S.COLLECTING, "pace_declaration", False),
        (S.DISPATCHED, "pace_declaration", True),
        (S.CONCLUDED, "pace_declaration", True),
        (S.DISPATCHED, "un_communication", True),
        (S.DISPATCHED, "mep_letter", False),
        (S.WITHDRAWN, "pace_declaration", False),
    ],
)
def test_a_withdrawal_is_a_request_where_the_instrument_lets_nobody_go(
    state: str, instrument: str, asked: bool
) -> None:
    for held in (Held.IN_FORCE, Held.STALE):
        assert may_request(state, held, load(instrument)) == asked
    for held in (Held.NONE, Held.SET_ASIDE):
        assert not may_request(state, held, load(instrument))


def test_a_disputed_signature_is_neither_given_again_nor_declined_nor_taken_back() -> None:
    assert not signing.may_sign(Phase.OPEN, Held.SET_ASIDE)
    assert not signing.may_decline(Phase.OPEN, Held.SET_ASIDE)
    assert not signing.may_withdraw(S.COLLECTING, Held.SET_ASIDE, load("mep_letter"))


STEPS_OF_DISPUTES = {
    (D.OPEN, D.RESTORING),
    (D.OPEN, D.ANNULLED),
    (D.RESTORING, D.OPEN),
    (D.RESTORING, D.RESTORED),
    (D.RESTORING, D.ANNULLED),
}


@pytest.mark.parametrize("before", D)
@pytest.mark.parametrize("after", D)
def test_a_dispute_takes_these_steps_and_no_others(before: D, after: D) -> None:
    assert disputes.may_become(before, after) == ((before, after) in STEPS_OF_DISPUTES)


@pytest.mark.parametrize("before", W)
@pytest.mark.parametrize("after", W)
def test_a_wish_is_decided_once(before: W, after: W) -> None:
    assert wishes.may_become(before, after) == ((before, after) in {(W.OPEN, W.TAKEN), (W.OPEN, W.DECLINED)})


@pytest.mark.parametrize("typed", ["", "  ", "123", "x" * 201, "Chair \u202eof"])
def test_a_line_that_can_not_be_printed_is_refused(typed: str) -> None:
    with pytest.raises(signing.UnusableName):
        signing.printed_name(typed, correcting.LONGEST_CAPACITY)
