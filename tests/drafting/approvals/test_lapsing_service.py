"""An approval for safety holds for what its giver saw: what there is to look at since makes it count no more."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError, InvalidTransition
from petitions.dispatch import queries as dispatch
from petitions.drafting import queries
from petitions.drafting.approvals.models import NeedRequest, NeedVerdict
from petitions.drafting.approvals.queries import must_judge
from petitions.drafting.translations.queries import for_readers
from petitions.signing.errors import NotOpen
from petitions.signing.queries import in_force
from tests.drafting.approvals.office import Office, history
from tests.factories import a_member, a_signature, a_translation, acting, changed
from tests.support.mailbox import mails_to, text_of

MORE = (
    "Safety of the defender: there is more to look at in version 1 than when Sol Safety approved it."
    " Sol Safety has to look at that and approve it again."
)


def vouched(state: str = "review") -> Office:
    """An office whose text Sol has vouched for; open for signature where that is the state."""
    office = Office()
    office.safety()
    office.approve(office.sol)
    if state != "review":
        office.open()
        changed(office.campaign, state=state)
    return office


def test_a_name_that_becomes_protected_and_stands_in_the_text_ends_the_approval(app: Flask) -> None:
    office = vouched()
    assert office.unmet == []
    office.protect("Aru Example", "relative")
    assert office.unmet == [MORE]
    assert not queries.is_approved(office.version)
    assert must_judge(acting(office.sol), office.version)
    with pytest.raises(NotOpen, match="Sol Safety has to look at that"):
        office.open()


def test_looking_at_what_is_new_renews_the_approval(app: Flask) -> None:
    office = vouched()
    office.protect("Aru Example", "relative")
    with pytest.raises(DomainError, match="every point"):
        office.approve(office.sol, looked_at=["relative", "place", "person"])
    office.approve(office.sol)
    assert office.unmet == []
    assert [action for action, _label in history()].count("version:approve") == 2
    office.open()
    assert office.campaign.state == CampaignState.COLLECTING


def test_a_protected_name_that_stands_nowhere_in_the_text_ends_nothing(app: Flask) -> None:
    office = vouched()
    office.protect("Borislav Probe", "person")
    assert office.unmet == []


def test_a_name_protected_no_longer_ends_nothing_and_neither_does_protecting_it_again(app: Flask) -> None:
    office = Office()
    row = office.protect("Aru Example", "relative")
    office.safety()
    office.approve(office.sol)
    office.protect_no_more(row)
    assert office.unmet == []
    office.protect("Aru Example", "relative")
    assert office.unmet == []


def test_a_name_spelt_otherwise_has_to_be_looked_at_again(app: Flask) -> None:
    office = Office()
    row = office.protect("Aru Example", "relative")
    office.safety()
    office.approve(office.sol)
    office.protect_no_more(row)
    office.protect("Aru Exampel", "relative")
    assert office.unmet == [MORE]


def test_a_title_that_holds_a_protected_name_since_ends_the_approval(app: Flask) -> None:
    office = Office()
    office.protect("Sampletown", "place")
    office.safety()
    office.approve(office.sol)
    changed(office.campaign, title="Let her stay here")
    assert office.unmet == []
    changed(office.campaign, title="Let her stay in Sampletown")
    assert office.unmet == [MORE]


def test_another_title_ends_no_approval_for_a_name_in_the_subject(app: Flask) -> None:
    office = Office()
    office.protect("her stay", "place")
    office.safety()
    office.approve(office.sol)
    changed(office.campaign, title="A new beginning")
    assert office.unmet == []


def test_of_two_names_among_the_same_words_each_is_looked_at(app: Flask) -> None:
    office = Office()
    office.protect("Aru Example", "relative")
    office.safety()
    office.approve(office.sol)
    office.protect("Aru", "relative")
    assert office.unmet == [MORE]


def test_an_approval_kept_before_points_had_keys_has_to_be_given_again(app: Flask) -> None:
    office = Office()
    office.protect("Aru Example", "relative")
    office.safety()
    office.approve(office.sol)
    row = db.session.scalars(select(NeedVerdict)).one()
    answers = [{"kind": one["kind"], "around": one["around"]} for one in json.loads(row.looked_at)]
    changed(row, looked_at=json.dumps(answers))
    assert office.unmet == [MORE]
    office.approve(office.sol)
    assert office.unmet == []


def test_only_an_approval_for_safety_lapses(app: Flask) -> None:
    office = Office()
    office.legal()
    office.approve(office.rut)
    office.protect("Aru Example", "relative")
    assert office.unmet == []


def test_signing_goes_on_and_the_text_is_neither_closed_nor_sent_until_somebody_has_looked(app: Flask) -> None:
    office = vouched("collecting")
    a_signature(office.campaign, a_member())
    office.protect("Aru Example", "relative")
    assert office.campaign.state == CampaignState.COLLECTING
    assert len(in_force(office.campaign)) == 1
    assert MORE in dispatch.unmet_for_closing(office.campaign)
    office.approve(office.sol)
    assert office.campaign.state == CampaignState.COLLECTING
    assert MORE not in dispatch.unmet_for_closing(office.campaign)


def test_refusing_what_is_open_pauses_signing_and_opening_it_again_asks_nobody_anew(app: Flask) -> None:
    office = vouched("collecting")
    a_signature(office.campaign, a_member())
    office.protect("Aru Example", "relative")
    office.refuse(office.sol, "Her brother can be found by it.")
    assert office.campaign.state == CampaignState.DRAFTING
    assert ("campaign:pause", "Let her stay") in history()
    assert office.unmet == ["Safety of the defender: version 1 is refused."]
    with pytest.raises(InvalidTransition, match="not in review"):
        office.refuse(office.sol, "Her brother can be found by it.")
    office.ask(db.session.scalars(select(NeedVerdict)).one().need)
    office.approve(office.sol)
    assert office.open() == []
    assert len(in_force(office.campaign)) == 1


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_what_is_open_and_has_nothing_new_takes_no_verdict(app: Flask, state: str) -> None:
    office = vouched(state)
    with pytest.raises(InvalidTransition, match="not in review"):
        office.refuse(office.rut)


def test_nothing_lapses_once_the_letter_is_sent(app: Flask) -> None:
    office = vouched("dispatched")
    office.protect("Aru Example", "relative")
    assert office.unmet == []


def test_who_gave_it_is_asked_again_by_mail_and_signing_goes_on(app: Flask) -> None:
    office = vouched("collecting")
    need = db.session.scalars(select(NeedVerdict)).one().need
    with pytest.raises(InvalidTransition, match="open for signature"):
        office.ask(need)
    office.protect("Aru Example", "relative")
    office.ask(need)
    assert office.campaign.state == CampaignState.COLLECTING
    assert len(mails_to(office.sol.email)) == 1
    with pytest.raises(DomainError, match="less than an hour ago"):
        office.ask(need)
    changed(db.session.scalars(select(NeedRequest)).one(), at=now() - timedelta(hours=2))
    office.ask(need)
    assert len(mails_to(office.sol.email)) == 2


def test_no_mail_carries_a_protected_name(app: Flask) -> None:
    office = vouched()
    office.legal()
    office.protect("Aru Example", "relative")
    office.approve(office.rut)
    told = text_of(mails_to(office.drafter.email)[-1])
    assert "there is more to look at in version 1" in told
    assert "Aru" not in told


def test_the_mail_on_a_renewed_approval_does_not_say_that_the_text_can_be_opened(app: Flask) -> None:
    office = vouched("collecting")
    office.protect("Aru Example", "relative")
    office.approve(office.sol)
    first, second = (text_of(mail) for mail in mails_to(office.drafter.email))
    assert "can now be opened" in first
    assert "can now be opened" not in second


def test_a_translation_with_something_to_look_at_is_not_offered_to_readers(app: Flask) -> None:
    office = Office()
    office.safety()
    french = a_translation(office.campaign, body="Laissez Aru Example rester.\n")
    office.approve(office.sol, version=french)
    assert for_readers(office.version) == [french]
    office.protect("Aru Example", "relative")
    assert for_readers(office.version) == []
    office.approve(office.sol, version=french)
    assert for_readers(office.version) == [french]
