"""Who may answer when, what a consent says, and which names can be printed."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from petitions.campaigns import instruments
from petitions.campaigns.states import CampaignState
from petitions.ledger.rules import canonical_statement
from petitions.signing import rules
from petitions.signing.rules import Held, Phase, Signed, UnusableName
from petitions.signing.states import (
    INVITATION_STEPS,
    SIGNATURE_STEPS,
    InvitationState,
    SignatureState,
    may_be_withdrawn,
    may_become,
)

MEP_LETTER = instruments.load("mep_letter")
DECLARATION = instruments.load("pace_declaration")


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("drafting", Phase.PAUSED),
        ("review", Phase.PAUSED),
        ("collecting", Phase.OPEN),
        ("closed", Phase.CLOSED),
        ("dispatched", Phase.SENT),
        ("concluded", Phase.SENT),
        ("withdrawn", Phase.WITHDRAWN),
    ],
)
def test_every_state_of_a_campaign_says_something_to_signatories(state: str, phase: Phase) -> None:
    assert rules.phase(state, MEP_LETTER) == phase


def test_late_names_are_taken_after_dispatch_only_where_the_instrument_takes_them() -> None:
    assert rules.phase("dispatched", DECLARATION) == Phase.OPEN
    assert rules.phase("concluded", DECLARATION) == Phase.SENT


@pytest.mark.parametrize("state", CampaignState)
def test_the_deadline_closes_signing_and_nothing_else(state: str) -> None:
    for instrument in (MEP_LETTER, DECLARATION):
        before, after = rules.phase(state, instrument), rules.phase(state, instrument, deadline_has_passed=True)
        assert after == (Phase.CLOSED if state == CampaignState.COLLECTING else before)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("held", Held)
def test_a_signature_is_given_once_and_only_while_the_text_is_open(phase: Phase, held: Held) -> None:
    assert rules.may_sign(phase, held) == (phase == Phase.OPEN and held in {Held.NONE, Held.STALE})


def test_nobody_declines_what_is_signed_or_over() -> None:
    assert rules.may_decline(Phase.OPEN, Held.NONE)
    assert rules.may_decline(Phase.PAUSED, Held.STALE)
    assert not rules.may_decline(Phase.OPEN, Held.IN_FORCE)
    assert not rules.may_decline(Phase.SENT, Held.NONE)


@pytest.mark.parametrize(
    ("state", "instrument", "allowed"),
    [
        ("collecting", MEP_LETTER, True),
        ("dispatched", MEP_LETTER, True),
        ("collecting", DECLARATION, True),
        ("dispatched", DECLARATION, False),
        ("withdrawn", MEP_LETTER, False),
    ],
)
def test_a_signature_is_taken_back_as_the_instrument_allows(state: str, instrument, allowed: bool) -> None:
    assert rules.may_withdraw(state, Held.IN_FORCE, instrument) == allowed
    assert not rules.may_withdraw(state, Held.NONE, instrument)


def test_only_a_confirmed_signature_on_another_version_is_stale() -> None:
    old, new = uuid4(), uuid4()
    assert rules.is_stale(SignatureState.CONFIRMED, old, new)
    assert not rules.is_stale(SignatureState.CONFIRMED, new, new)
    assert not rules.is_stale(SignatureState.WITHDRAWN, old, new)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Ona   Žemaitė-Testė ", "Ona Žemaitė-Testė"),
        ("Z\u030cygimantas", "Žygimantas"),
        ("Әсел Үлгіова", "Әсел Үлгіова"),
        ("نمونه\u200cای", "نمونه\u200cای"),
        ("D’Esempio", "D’Esempio"),
    ],
)
def test_a_name_is_printed_as_its_bearer_spells_it(typed: str, printed: str) -> None:
    assert rules.printed_name(typed) == printed


@pytest.mark.parametrize("typed", ["", "   ", "123", "A" * 121, "Ona\u202eTest", "Ona\x00", "Ona\u200bTest", "—"])
def test_what_nobody_can_read_is_no_name(typed: str) -> None:
    with pytest.raises(UnusableName):
        rules.printed_name(typed)


def test_a_statement_of_consent_names_the_exact_text_and_each_wording() -> None:
    campaign, moment = UUID(int=7), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    consents = {"sign": "b" * 64, "print": "c" * 64}
    signed = Signed(campaign, "a" * 64, 2, "Ona Testė", "Member", "LT", "Renew", consents, "en", moment, "passkey")
    signed = replace(signed, prepared_by="Ines Assistente", display="initials")
    statement = rules.statement_of_consent(signed)
    assert statement == {
        "type": "consent",
        "campaign": str(campaign),
        "version": "a" * 64,
        "edition": 2,
        "name": "Ona Testė",
        "capacity": "Member",
        "delegation": "LT",
        "group": "Renew",
        "consents": consents,
        "language": "en",
        "display": "initials",
        "proved_by": "passkey",
        "prepared_by": "Ines Assistente",
        "evidence": {},
        "signed_at": "2026-11-23T09:30:00.000000+00:00",
    }
    assert canonical_statement(statement).startswith(b'{"campaign":')


def test_the_states_of_invitations_are_a_whole_table() -> None:
    assert set(INVITATION_STEPS) == set(InvitationState)


@pytest.mark.parametrize("state", InvitationState)
def test_an_invitation_may_stay_what_it_is_and_an_ended_one_stays_ended(state: InvitationState) -> None:
    assert may_become(state, state)
    assert may_become("stopped", state) == (state == InvitationState.STOPPED)


def test_whoever_declined_may_still_sign_but_is_not_mailed_again() -> None:
    assert may_become("declined", InvitationState.ANSWERED)
    assert not may_become("declined", InvitationState.QUEUED)


def test_every_campaign_state_is_known() -> None:
    assert all(rules.phase(state, MEP_LETTER) for state in CampaignState)


def test_only_a_signature_in_force_can_be_taken_back() -> None:
    assert set(SIGNATURE_STEPS) == set(SignatureState)
    assert [state for state in SignatureState if may_be_withdrawn(state)] == [SignatureState.CONFIRMED]
