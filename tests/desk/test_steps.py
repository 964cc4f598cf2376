"""What each role may do next, in each state of a campaign."""

import pytest

from petitions.accounts.models import Role
from petitions.campaigns.states import CampaignState
from petitions.desk.steps import STEPS, Facts, open_steps

EVERY = frozenset(Role)
OVER = [CampaignState.CONCLUDED, CampaignState.WITHDRAWN]


def labels(state: str, *roles: str, **about: bool | str) -> list[str]:
    facts = Facts(state, frozenset(roles) or EVERY, **{"has_text": True, **about})
    return [str(step.label) for step in open_steps(facts)]


def first(state: str, *roles: str, **about: bool | str) -> str:
    return labels(state, *roles, **about)[0]


def test_a_campaign_without_a_text_asks_for_one(app: object) -> None:
    assert first("drafting", has_text=False) == "Write the text"
    assert "Change the text" not in labels("drafting", has_text=False)


def test_a_text_asks_for_a_review(app: object) -> None:
    assert first("drafting") == "Ask a colleague to review"


def test_a_reviewer_is_led_to_the_version_that_waits(app: object) -> None:
    assert first("review", Role.REVIEWER) == "Review this version"


def test_who_wrote_or_judged_a_version_is_not_led_to_its_review(app: object) -> None:
    assert "Review this version" not in labels("review", wrote_it=True)
    assert "Review this version" not in labels("review", judged_it=True)


def test_only_an_approved_version_is_opened(app: object) -> None:
    assert "Open for signature" not in labels("review")
    assert first("review", Role.DRAFTER, is_approved=True) == "Open for signature"


def test_an_approved_version_is_not_sent_to_review_again(app: object) -> None:
    assert "Ask a colleague to review" not in labels("review", is_approved=True)


def test_signatories_are_invited_while_signatures_are_collected(app: object) -> None:
    assert first("collecting", Role.DRAFTER) == "Invite signatories"
    assert "Close for signature" in labels("collecting", Role.DRAFTER)


def test_past_the_deadline_the_list_is_closed_or_the_deadline_extended_and_nobody_is_invited(app: object) -> None:
    found = labels("collecting", Role.DRAFTER, is_past_deadline=True, may_extend=True)
    assert found[0] == "Close for signature"
    assert "Extend the deadline" in found
    assert "Invite signatories" not in found
    assert found.count("Close for signature") == 1


def test_a_list_that_the_deadline_closed_is_reopened_by_extending_it_only(app: object) -> None:
    assert "Reopen for signature" in labels("closed", Role.DRAFTER)
    found = labels("closed", Role.DRAFTER, is_past_deadline=True, may_extend=True)
    assert "Reopen for signature" not in found
    assert "Extend the deadline" in found


def test_a_dispatcher_confirms_a_closed_campaign_and_a_drafter_does_not(app: object) -> None:
    assert first("closed", Role.DISPATCHER) == "Confirm the dispatch"
    assert "Confirm the dispatch" not in labels("closed", Role.DRAFTER)


def test_a_sent_campaign_shows_its_dispatch_to_everyone(app: object) -> None:
    for role in Role:
        assert first("dispatched", role) == "Dispatch and replies"


def test_a_declaration_is_led_from_sheet_to_published_list(app: object) -> None:
    def next_step(state: str, stage: str, **about: bool) -> str:
        return first(state, is_lodged=True, stage=stage, **about)

    assert next_step("closed", "closed") == "Confirm the lodging sheet"
    assert next_step("closed", "ready") == "Record the lodging"
    assert next_step("dispatched", "lodged") == "Record the publication"
    assert next_step("dispatched", "published", must_choose=True) == "Compare the published list"
    assert next_step("dispatched", "published", has_late_names=True) == "Close the late names"


def test_a_declaration_has_no_addressees_and_is_never_sent(app: object) -> None:
    for state in CampaignState:
        for stage in ("none", "closed", "ready", "lodged", "published"):
            found = set(labels(state, is_lodged=True, stage=stage))
            assert not found & {"Choose addressees", "Confirm the dispatch", "Dispatch and replies"}


def test_a_letter_is_never_lodged(app: object) -> None:
    for state in CampaignState:
        assert not any("odg" in label or "late" in label for label in labels(state))


@pytest.mark.parametrize("state", [*OVER, CampaignState.DISPATCHED])
def test_nothing_is_written_or_withdrawn_after_the_dispatch(app: object, state: str) -> None:
    assert not {"Change the text", "Withdraw the campaign", "Choose addressees"} & set(labels(state))


def test_a_reviewer_alone_changes_nothing(app: object) -> None:
    for state in CampaignState:
        found = set(labels(state, Role.REVIEWER))
        readings = {"Needed approvals", "Invitations and signatures", "What is missing", "Dispatch and replies"}
        assert found <= {"Review this version", "Reminders", "Signatory list"} | readings


def test_only_giving_up_is_marked_as_dangerous() -> None:
    assert [step.endpoint for step in STEPS if step.danger] == ["campaigns.withdraw"]
